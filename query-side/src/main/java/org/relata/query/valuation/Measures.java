package org.relata.query.valuation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Observation;

/**
 * How each metric is computed from the facts of a customer: pure, in exact decimals. A result is
 * rounded half up once, at the end.
 */
final class Measures {

  private static final int SHARE_DECIMALS = 4;
  private static final int SCORE_DECIMALS = 2;

  private Measures() {}

  /** One metric for a period that ends on a day, from the facts that are true by that day. */
  static Measured of(Metric metric, Facts facts, Period period) {
    Reckoning reckoning = Reckoning.told(facts, period);
    @Nullable String value = null;
    @Nullable Lack lack = null;
    @Nullable String why = null;
    try {
      value = written(metric, reckoned(metric, reckoning), facts);
    } catch (Missing missing) {
      lack = missing.lack();
      why = missing.getMessage();
    }
    boolean amount = value != null && metric.kind() == Metric.Kind.AMOUNT;
    return new Measured(
        metric,
        metric.kind(),
        value,
        amount ? facts.bank().base().getCurrencyCode() : null,
        lack,
        why,
        reckoning.inputs());
  }

  /**
   * The same without what it rests on.
   *
   * @throws Missing when it cannot be computed
   */
  static Figure figure(Metric metric, Facts facts, Period period) {
    return new Figure(written(metric, reckoned(metric, Reckoning.untold(facts, period)), facts));
  }

  static String written(Metric metric, Object value, Facts facts) {
    return switch (metric.kind()) {
      case AMOUNT -> rounded(value, Math.max(facts.bank().base().getDefaultFractionDigits(), 0));
      case SHARE -> rounded(value, SHARE_DECIMALS);
      case SCORE -> rounded(value, SCORE_DECIMALS);
      case COUNT, FLAG, CODE -> value.toString();
    };
  }

  private static String rounded(Object value, int decimals) {
    return ((BigDecimal) value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** Amounts, shares and scores as decimals, counts as longs, flags as booleans. */
  static Object reckoned(Metric metric, Reckoning r) {
    return switch (metric) {
      case AUM -> new Holding(r).assets();
      case DEPOSITS -> new Holding(r).deposits();
      case LOANS -> new Holding(r).loans();
      case CUSTODY_BALANCE -> new Holding(r).balanceOf(AccountKind.CUSTODY);
      case LARGEST_BALANCE -> new Holding(r).largestBalance();
      case AVERAGE_DEPOSITS -> new Holding(r).averageDeposits();
      case AVERAGE_LOANS -> new Holding(r).averageLoans();
      case PRODUCTS -> new Holding(r).products();
      case CHANNELS -> new Holding(r).channels();
      case CARD_SPENDING_YEAR -> new Holding(r).cardSpendingOfYear();
      case CARD_SPENDING_MONTH -> new Holding(r).cardSpendingOfMonth();
      case CARD_USES_MONTH -> new Holding(r).cardUses();
      case CARD_BALANCE -> new Holding(r).cardBalance();
      case GOLD_OR_PLATINUM_CARD -> new Holding(r).hasGoldOrPlatinumCard();
      case MONTHS_WITHOUT_POSTING -> new Holding(r).monthsWithoutPosting();
      case ACTIVE_DAYS -> new Holding(r).activeDays();
      case BUSINESS_KINDS -> new Holding(r).businessKinds();
      case DEPOSIT_CONTRIBUTION -> new Earning(r).ofDeposits();
      case LOAN_CONTRIBUTION -> new Earning(r).ofLoans();
      case FEE_INCOME -> new Earning(r).fees();
      case SERVICE_COST -> new Earning(r).serviceCost();
      case CURRENT_VALUE -> new Earning(r).currentValue();
      case EXPECTED_INCOME -> new Earning(r).expectedIncome();
      case MARGINAL_CONTRIBUTION -> new Earning(r).marginalContribution();
      case CAPITAL_RETURN -> new Earning(r).capitalReturn();
      case CROSS_BUYING -> new Closeness(r).lacking();
      case UP_BUYING -> new Closeness(r).belowUsual();
      case WALLET_SHARE -> new Closeness(r).wallet().share();
      case DEPOSIT_SHARE -> new Closeness(r).deposits().share();
      case LOAN_SHARE -> new Closeness(r).loans().share();
      case INVESTMENT_SHARE -> new Closeness(r).investments().share();
      case SETTLEMENT_SHARE -> new Closeness(r).settlement().share();
      case AFFILIATE_SHARE -> new Closeness(r).affiliates();
      case REFERRALS -> new Bond(r).times(Observation.Kind.REFERRAL);
      case ACCEPTED_SUGGESTIONS -> new Bond(r).times(Observation.Kind.SUGGESTION_ACCEPTED);
      case FEEDBACK_GIVEN -> new Bond(r).times(Observation.Kind.FEEDBACK);
      case CREDIT_GRADE -> new Bond(r).creditGrade();
      case BAD_CREDIT_IN_A_ROW -> new Bond(r).badCreditInARow();
      case BAD_CREDIT_RECORDS -> new Bond(r).badCreditRecords();
      case BAD_FAITH -> new Bond(r).badFaith();
      case VOLATILITY -> new Bond(r).volatility();
      case INCOME_VOLATILITY -> new Bond(r).incomeVolatility();
      case SWITCHING_COST -> new Bond(r).switchingCost();
      case KEPT_AFTER_PRICE_RISE -> new Bond(r).keptAfterPriceRise();
      case YEARS_WITH_US -> new Bond(r).yearsWithUs();
      case COOPERATION -> new Bond(r).cooperation();
      case KIND -> new Profile(r).kind();
      case REGION -> new Profile(r).region();
      case AGE -> new Profile(r).age();
      case ADMINISTRATIVE_LEVEL -> new Profile(r).administrativeLevel();
      case TOTAL_ASSETS -> new Profile(r).totalAssets();
      case REGISTERED_CAPITAL -> new Profile(r).registeredCapital();
      case BORROWER -> new Profile(r).borrows();
      case TARGET_CREDIT -> new Profile(r).targetCredit();
      case OF_RANK -> new Profile(r).isOfRank();
      case COOPERATION_AGREEMENT -> new Profile(r).hasCooperationAgreement();
      case VALUE_SCORE, POTENTIAL_SCORE, STABILITY_SCORE -> new Scoring(r).of(metric);
    };
  }
}
