package org.relata.query.valuation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.Valuation.PriceRise;
import org.relata.query.holding.HoldingFacts.Part;

/** Which facts some metrics need, so that no others are read. */
record Wanted(
    Set<Part> parts,
    LocalDate earliest,
    boolean statements,
    boolean ratings,
    boolean observations,
    boolean contacts,
    boolean links) {

  private enum Need {
    BALANCES,
    MOVEMENTS,
    LAST_POSTING,
    FEES,
    INTEREST,
    PERIOD_BEFORE,
    PRICE_RISES,
    STATEMENTS,
    RATINGS,
    OBSERVATIONS,
    CONTACTS,
    LINKS
  }

  /** What is needed to compute metrics for periods of which this is the first. */
  static Wanted of(Set<Metric> metrics, Period first, Collection<Valuation> valuations) {
    Set<Metric> all = EnumSet.noneOf(Metric.class);
    for (Metric metric : metrics) {
      all.add(metric);
      for (Valuation valuation : valuations) {
        valuation.scores().stream()
            .filter(score -> score.metric() == metric)
            .flatMap(score -> score.weights().stream())
            .forEach(weight -> all.add(weight.metric()));
      }
    }
    Set<Need> needs = EnumSet.noneOf(Need.class);
    all.forEach(metric -> needs.addAll(needs(metric)));
    LocalDate earliest = first.monthBefore(Period.MONTHS).withDayOfMonth(1);
    earliest = earlier(earliest, first.from());
    if (needs.contains(Need.PERIOD_BEFORE)) {
      earliest = earlier(earliest, first.before().from());
    }
    if (needs.contains(Need.PRICE_RISES)) {
      for (Valuation valuation : valuations) {
        @Nullable Integer days = valuation.priceRiseDays();
        if (days != null) {
          for (PriceRise rise : valuation.priceRises()) {
            earliest = earlier(earliest, rise.on().minusDays(days));
          }
        }
      }
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (needs.contains(Need.valueOf(part.name()))) {
        parts.add(part);
      }
    }
    return new Wanted(
        parts,
        earliest,
        needs.contains(Need.STATEMENTS),
        needs.contains(Need.RATINGS),
        needs.contains(Need.OBSERVATIONS),
        needs.contains(Need.CONTACTS),
        needs.contains(Need.LINKS));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static Set<Need> needs(Metric metric) {
    return switch (metric) {
      case AUM,
          DEPOSITS,
          LOANS,
          CUSTODY_BALANCE,
          LARGEST_BALANCE,
          AVERAGE_DEPOSITS,
          AVERAGE_LOANS,
          CARD_BALANCE,
          PRODUCTS,
          VOLATILITY,
          UP_BUYING ->
          EnumSet.of(Need.BALANCES);
      case KEPT_AFTER_PRICE_RISE -> EnumSet.of(Need.BALANCES, Need.PRICE_RISES);
      case INCOME_VOLATILITY,
          CARD_SPENDING_YEAR,
          CARD_SPENDING_MONTH,
          CARD_USES_MONTH,
          ACTIVE_DAYS,
          BUSINESS_KINDS ->
          EnumSet.of(Need.MOVEMENTS);
      case MONTHS_WITHOUT_POSTING -> EnumSet.of(Need.MOVEMENTS, Need.LAST_POSTING);
      case DEPOSIT_CONTRIBUTION, LOAN_CONTRIBUTION -> EnumSet.of(Need.BALANCES, Need.INTEREST);
      case FEE_INCOME -> EnumSet.of(Need.FEES);
      case SERVICE_COST -> EnumSet.of(Need.CONTACTS);
      case CURRENT_VALUE, EXPECTED_INCOME, CAPITAL_RETURN ->
          EnumSet.of(Need.BALANCES, Need.INTEREST, Need.FEES, Need.CONTACTS);
      case MARGINAL_CONTRIBUTION ->
          EnumSet.of(Need.BALANCES, Need.INTEREST, Need.FEES, Need.CONTACTS, Need.PERIOD_BEFORE);
      case CREDIT_GRADE -> EnumSet.of(Need.RATINGS);
      case CHANNELS,
          REFERRALS,
          ACCEPTED_SUGGESTIONS,
          FEEDBACK_GIVEN,
          BAD_CREDIT_IN_A_ROW,
          BAD_CREDIT_RECORDS,
          BAD_FAITH,
          SWITCHING_COST,
          COOPERATION,
          TARGET_CREDIT,
          COOPERATION_AGREEMENT ->
          EnumSet.of(Need.OBSERVATIONS);
      case DEPOSIT_SHARE, LOAN_SHARE, INVESTMENT_SHARE ->
          EnumSet.of(Need.BALANCES, Need.OBSERVATIONS);
      case WALLET_SHARE -> EnumSet.of(Need.BALANCES, Need.OBSERVATIONS, Need.STATEMENTS);
      case SETTLEMENT_SHARE -> EnumSet.of(Need.MOVEMENTS, Need.OBSERVATIONS);
      case AFFILIATE_SHARE -> EnumSet.of(Need.LINKS);
      case OF_RANK -> EnumSet.of(Need.LINKS, Need.OBSERVATIONS);
      case TOTAL_ASSETS, REGISTERED_CAPITAL -> EnumSet.of(Need.STATEMENTS);
      case BORROWER -> EnumSet.of(Need.BALANCES, Need.STATEMENTS);
      case GOLD_OR_PLATINUM_CARD,
          CROSS_BUYING,
          YEARS_WITH_US,
          KIND,
          REGION,
          AGE,
          ADMINISTRATIVE_LEVEL,
          VALUE_SCORE,
          POTENTIAL_SCORE,
          STABILITY_SCORE ->
          EnumSet.noneOf(Need.class);
    };
  }
}
