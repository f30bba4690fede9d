package org.relata.command.holding;

import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;

/**
 * What the rules about an account need to know of it.
 *
 * @param opened null while nobody told us of the account
 * @param owner the latest owner
 * @param ownerSince the first day of the latest owner
 * @param users authorised users, each with the first day
 * @param lastRemovals last days of former users
 */
record AccountState(
    @Nullable AccountOpened opened,
    @Nullable LocalDate closedOn,
    @Nullable CustomerId owner,
    @Nullable LocalDate ownerSince,
    Map<CustomerId, LocalDate> users,
    Map<CustomerId, LocalDate> lastRemovals) {

  static final StreamType<AccountState> ACCOUNT =
      StreamType.of(
          "account",
          new AccountState(null, null, null, null, Map.of(), Map.of()),
          AboutAccount.class,
          AccountState::evolve);

  private AccountState evolve(AboutAccount event) {
    return switch (event) {
      case AccountOpened e ->
          new AccountState(e, null, e.ownerId(), e.openedOn(), users, lastRemovals);
      case AccountClosed e ->
          new AccountState(opened, e.closedOn(), owner, ownerSince, users, lastRemovals);
      case OwnerChanged e ->
          new AccountState(opened, closedOn, e.ownerId(), e.from(), users, lastRemovals);
      case AuthorisedUserAdded e -> {
        Map<CustomerId, LocalDate> next = new HashMap<>(users);
        next.put(e.customerId(), e.from());
        yield new AccountState(opened, closedOn, owner, ownerSince, Map.copyOf(next), lastRemovals);
      }
      case AuthorisedUserRemoved e -> {
        Map<CustomerId, LocalDate> next = new HashMap<>(users);
        next.remove(e.customerId());
        Map<CustomerId, LocalDate> removals = new HashMap<>(lastRemovals);
        removals.put(e.customerId(), e.to());
        yield new AccountState(
            opened, closedOn, owner, ownerSince, Map.copyOf(next), Map.copyOf(removals));
      }
    };
  }

  /** Whether facts of the day may belong to the account. */
  boolean knew(LocalDate day) {
    return opened != null
        && !day.isBefore(opened.openedOn())
        && (closedOn == null || !day.isAfter(closedOn));
  }

  Currency currency() {
    if (opened == null) {
      throw new IllegalStateException("Asked for the currency of an account that is not open");
    }
    return opened.currency();
  }
}
