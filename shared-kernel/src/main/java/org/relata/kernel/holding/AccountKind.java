package org.relata.kernel.holding;

/** What an account or contract is. */
public enum AccountKind {
  DEPOSIT,
  CURRENT,
  FUND,
  WEALTH_PRODUCT,
  CUSTODY,
  INSURANCE,
  LOAN,
  CARD,
  PRECIOUS_METAL,
  PAYROLL,
  POS,
  SETTLEMENT,
  STANDING_ORDER;

  /** Whether its balance is money of the customer that the bank looks after. */
  public boolean countsToAssetsUnderManagement() {
    return switch (this) {
      case DEPOSIT, CURRENT, FUND, WEALTH_PRODUCT, CUSTODY -> true;
      case INSURANCE, LOAN, CARD, PRECIOUS_METAL, PAYROLL, POS, SETTLEMENT, STANDING_ORDER -> false;
    };
  }

  /** Whether its balance is a deposit. */
  public boolean isDeposit() {
    return this == DEPOSIT || this == CURRENT;
  }
}
