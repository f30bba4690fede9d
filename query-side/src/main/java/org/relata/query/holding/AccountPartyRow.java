package org.relata.query.holding;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;

/**
 * Who had to do with an account from one day on.
 *
 * @param to the last day; null while it lasts
 */
public record AccountPartyRow(
    AccountId accountId, CustomerId customerId, Role role, LocalDate from, @Nullable LocalDate to) {

  /** What the customer is to the account. */
  public enum Role {
    OWNER,
    AUTHORISED_USER
  }

  AccountPartyRow until(LocalDate day) {
    return new AccountPartyRow(accountId, customerId, role, from, day);
  }
}
