package org.relata.kernel.customer;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.value.Money;

/**
 * What a customer's statement of a date says. Total assets count when the year is closed, and
 * before that only of whoever was founded in it; the other facts hold as soon as they are told.
 *
 * @param outsideBusiness the customer's banking business with others, for the wallet share
 */
public record FinancialProfile(
    @Impersonal LocalDate statementDate,
    StatementKind statementKind,
    @Nullable Money totalAssets,
    @Nullable Money registeredCapital,
    @Nullable Boolean paidIn,
    @Nullable Boolean borrower,
    @Nullable Money outsideBusiness) {

  /** Interim statements serve for companies founded this year. */
  public enum StatementKind {
    ANNUAL,
    INTERIM
  }
}
