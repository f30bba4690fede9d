package org.relata.query.holding;

import static org.relata.query.holding.AccountPartyRow.Role.AUTHORISED_USER;
import static org.relata.query.holding.AccountPartyRow.Role.OWNER;

import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Who owned and who could use an account, from and to which day. */
final class AccountPartyFold implements Fold<AboutAccount, AccountPartyRow> {

  static final RowTable<AccountPartyRow> TABLE =
      RowTable.of("account_party", AccountPartyRow.class)
          .key("accountId", "customerId", "role", "from")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutAccount> events() {
    return AboutAccount.class;
  }

  @Override
  public RowTable<AccountPartyRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutAccount> recorded, Rows<AccountPartyRow> rows) {
    switch (recorded.event()) {
      case AccountOpened e ->
          rows.begin(new AccountPartyRow(e.accountId(), e.ownerId(), OWNER, e.openedOn(), null));
      case OwnerChanged e -> {
        rows.next(
            Key.of(e.accountId(), e.previousOwnerId(), OWNER, e.previousFrom()),
            row -> row.until(e.from().minusDays(1)));
        rows.begin(new AccountPartyRow(e.accountId(), e.ownerId(), OWNER, e.from(), null));
      }
      case AuthorisedUserAdded e ->
          rows.begin(
              new AccountPartyRow(e.accountId(), e.customerId(), AUTHORISED_USER, e.from(), null));
      case AuthorisedUserRemoved e ->
          rows.next(
              Key.of(e.accountId(), e.customerId(), AUTHORISED_USER, e.from()),
              row -> row.until(e.to()));
      case AccountClosed _ -> {}
    }
  }
}
