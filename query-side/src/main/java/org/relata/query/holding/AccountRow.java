package org.relata.query.holding;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/**
 * An account or contract.
 *
 * @param ownerId the latest owner
 * @param closedOn the last day, once it is known
 */
public record AccountRow(
    AccountId accountId,
    AccountKind kind,
    Status status,
    @Nullable Code product,
    String currency,
    CustomerId ownerId,
    LocalDate openedOn,
    @Nullable LocalDate closedOn,
    @Nullable UnitId unitId,
    Map<Code, Label> attributes,
    @Nullable SourceRef sourceRef,
    @Nullable Money principal,
    @Nullable LocalDate maturesOn) {

  /** Whether the account takes facts of days to come. */
  public enum Status {
    OPEN,
    CLOSED
  }

  static AccountRow of(AccountOpened e) {
    return new AccountRow(
        e.accountId(),
        e.kind(),
        Status.OPEN,
        e.product(),
        e.currency().getCurrencyCode(),
        e.ownerId(),
        e.openedOn(),
        null,
        e.unitId(),
        e.attributes(),
        e.sourceRef(),
        e.principal(),
        e.maturesOn());
  }

  AccountRow closedOn(LocalDate day) {
    return with(Status.CLOSED, ownerId, day);
  }

  AccountRow ownedBy(CustomerId owner) {
    return with(status, owner, closedOn);
  }

  private AccountRow with(Status newStatus, CustomerId owner, @Nullable LocalDate closed) {
    return new AccountRow(
        accountId,
        kind,
        newStatus,
        product,
        currency,
        owner,
        openedOn,
        closed,
        unitId,
        attributes,
        sourceRef,
        principal,
        maturesOn);
  }
}
