package org.relata.query.customer;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.value.Money;

/** What one statement of a customer says. */
public record FinancialProfileRow(
    CustomerId customerId,
    LocalDate statementDate,
    FinancialProfile.StatementKind statementKind,
    @Nullable Money totalAssets,
    @Nullable Money registeredCapital,
    @Nullable Boolean paidIn,
    @Nullable Boolean borrower,
    @Nullable Money outsideBusiness) {

  static FinancialProfileRow of(CustomerId customerId, FinancialProfile profile) {
    return new FinancialProfileRow(
        customerId,
        profile.statementDate(),
        profile.statementKind(),
        profile.totalAssets(),
        profile.registeredCapital(),
        profile.paidIn(),
        profile.borrower(),
        profile.outsideBusiness());
  }

  FinancialProfile statement() {
    return new FinancialProfile(
        statementDate,
        statementKind,
        totalAssets,
        registeredCapital,
        paidIn,
        borrower,
        outsideBusiness);
  }
}
