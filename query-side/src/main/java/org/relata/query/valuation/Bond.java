package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.Valuation.PriceRise;
import org.relata.kernel.value.Code;
import org.relata.query.customer.CreditRatingRow;
import org.relata.query.holding.HoldingFacts.Held;
import org.relata.query.holding.HoldingFacts.Movements;

/** How firmly a customer is bound to us, and how reliable it is, as metrics. */
final class Bond {

  private static final BigDecimal MONTHS = BigDecimal.valueOf(Period.MONTHS);

  private final Reckoning reckoning;
  private final Facts facts;
  private final Period period;

  Bond(Reckoning reckoning) {
    this.reckoning = reckoning;
    this.facts = reckoning.facts();
    this.period = reckoning.period();
  }

  /** The place of the latest rating on the bank's scale, from 1. */
  long creditGrade() {
    @Nullable CreditRatingRow latest = null;
    for (CreditRatingRow one : facts.ratings()) {
      latest = one.ratedOn().isAfter(period.to()) ? latest : one;
    }
    if (latest == null) {
      throw Missing.fact("a credit rating");
    }
    reckoning.input("rated " + latest.rating() + " by " + latest.agency(), latest.ratedOn());
    List<Code> scale = facts.valuation(period.to()).creditGrades();
    for (int i = 0; i < scale.size(); i++) {
      if (scale.get(i).value().equalsIgnoreCase(latest.rating().value())) {
        return i + 1L;
      }
    }
    throw Missing.parameter("the place of the rating " + latest.rating(), period.to());
  }

  /** Bad records back to the last good one. */
  long badCreditInARow() {
    long bad = 0;
    for (boolean good : creditRecords()) {
      bad = good ? 0 : bad + 1;
    }
    return bad;
  }

  /** All bad records, whatever followed them. */
  long badCreditRecords() {
    return creditRecords().stream().filter(good -> !good).count();
  }

  /** Whether each record by the day is a good one, the earliest first. */
  private List<Boolean> creditRecords() {
    List<Boolean> records = new ArrayList<>();
    for (ObservationRow one : facts.observations()) {
      if (one.kind() == Observation.Kind.CREDIT_RECORD && !one.on().isAfter(period.to())) {
        boolean good = isTrue(one);
        records.add(good);
        reckoning.input(one.on() + " " + one.subject(), good ? "good" : "bad");
      }
    }
    reckoning.input("credit records", records.size());
    return records;
  }

  boolean badFaith() {
    @Nullable ObservationRow latest = facts.observed(Observation.Kind.BAD_FAITH, period.to());
    if (latest == null) {
      reckoning.input("on record", "nothing");
      return false;
    }
    reckoning.input("recorded on", latest.on());
    reckoning.input("on record", isTrue(latest) ? "bad faith" : "that the charge was dropped");
    return isTrue(latest);
  }

  /** Of the assets at the last twelve month ends. */
  BigDecimal volatility() {
    List<BigDecimal> assets = new ArrayList<>();
    for (LocalDate end : monthEnds()) {
      BigDecimal worth = reckoning.balances(AccountKind::countsToAssetsUnderManagement, end);
      reckoning.input(end.toString(), worth);
      assets.add(worth);
    }
    return variation(assets, "There were no assets in these twelve months.");
  }

  /** Of what came in on settling accounts in each of the last twelve full months. */
  BigDecimal incomeVolatility() {
    List<BigDecimal> incomes = new ArrayList<>();
    for (LocalDate end : monthEnds()) {
      BigDecimal income = BigDecimal.ZERO;
      for (Held one : facts.held()) {
        if (Holding.settles(one.kind())) {
          for (Map.Entry<LocalDate, Movements> day :
              Holding.movements(one, end.withDayOfMonth(1).minusDays(1), end).entrySet()) {
            BigDecimal credited = day.getValue().credited();
            income = income.add(facts.worth(credited, one.currency(), day.getKey()));
          }
        }
      }
      reckoning.input("month to " + end, income);
      incomes.add(income);
    }
    return variation(incomes, "Nothing came in in these twelve months.");
  }

  /** The last twelve, when something was held at the first of them. */
  private List<LocalDate> monthEnds() {
    List<LocalDate> ends = period.monthEnds();
    if (facts.heldOn(ends.getFirst()).isEmpty()) {
      throw new Missing(
          Lack.TOO_LITTLE_HISTORY, "Nothing was held on " + ends.getFirst() + " yet.");
    }
    return ends;
  }

  /** Standard deviation of twelve months, divided by their mean. */
  private static BigDecimal variation(List<BigDecimal> months, String nothing) {
    BigDecimal sum = months.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean = sum.divide(MONTHS, Reckoning.EXACT);
    if (mean.signum() == 0) {
      throw new Missing(Lack.NOT_APPLICABLE, nothing);
    }
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal month : months) {
      squares = squares.add(month.subtract(mean).pow(2), Reckoning.EXACT);
    }
    return squares
        .divide(MONTHS, Reckoning.EXACT)
        .sqrt(Reckoning.EXACT)
        .divide(mean, Reckoning.EXACT);
  }

  /** What the customer would have to pay for leaving. */
  BigDecimal switchingCost() {
    Map<String, ObservationRow> penalties =
        facts.observedEach(Observation.Kind.LEAVING_PENALTY, period.to());
    if (penalties.isEmpty()) {
      throw Missing.fact("penalties for leaving");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, ObservationRow> one : penalties.entrySet()) {
      BigDecimal penalty = number(one.getValue());
      reckoning.input(one.getKey(), penalty);
      sum = sum.add(penalty);
    }
    return sum;
  }

  /** Balances of the days after the last price rise, by those of the days before; at most 1. */
  BigDecimal keptAfterPriceRise() {
    Valuation valuation = facts.valuation(period.to());
    if (valuation.priceRises().isEmpty()) {
      throw new Missing(Lack.NOT_APPLICABLE, "No price was raised.");
    }
    @Nullable Integer days = valuation.priceRiseDays();
    if (days == null) {
      throw Missing.parameter("how long is looked around a price rise", period.to());
    }
    @Nullable PriceRise last = null;
    for (PriceRise one : valuation.priceRises()) {
      boolean over = !one.on().plusDays(days - 1L).isAfter(period.to());
      if (over && (last == null || one.on().isAfter(last.on()))) {
        last = one;
      }
    }
    if (last == null) {
      throw new Missing(
          Lack.NOT_APPLICABLE, "No price was raised " + days + " days ago or earlier.");
    }
    AccountKind kind = last.kind();
    Period after = new Period(last.on(), last.on().plusDays(days - 1L));
    BigDecimal balanceBefore = reckoning.in(after.before()).balanceDays(kind::equals);
    BigDecimal balanceAfter = reckoning.in(after).balanceDays(kind::equals);
    if (balanceBefore.signum() <= 0) {
      throw new Missing(
          Lack.NOT_APPLICABLE, "Nothing of " + kind + " was held before " + last.on() + ".");
    }
    reckoning.input("price of " + kind + " raised on", last.on());
    reckoning.input("balances of the days before", balanceBefore);
    reckoning.input("balances of the days after", balanceAfter);
    return balanceAfter
        .max(BigDecimal.ZERO)
        .divide(balanceBefore, Reckoning.EXACT)
        .min(BigDecimal.ONE);
  }

  /** Since the day that the profile names, else since the first account. */
  long yearsWithUs() {
    @Nullable LocalDate told = facts.customer().registeredOn();
    @Nullable LocalDate since = told;
    for (Held one : facts.held()) {
      if (told == null && (since == null || one.from().isBefore(since))) {
        since = one.from();
      }
    }
    if (since == null || since.isAfter(period.to())) {
      throw Missing.fact("since when the customer is with us");
    }
    reckoning.input("with us since", since);
    return ChronoUnit.YEARS.between(since, period.to());
  }

  BigDecimal cooperation() {
    @Nullable ObservationRow latest = facts.observed(Observation.Kind.COOPERATION, period.to());
    if (latest == null) {
      throw Missing.fact("how well the customer works with us");
    }
    reckoning.input("judged on " + latest.on(), number(latest));
    return number(latest);
  }

  /** How often something was observed in the period. */
  long times(Observation.Kind kind) {
    List<ObservationRow> observed = facts.observedIn(kind, period);
    observed.forEach(one -> reckoning.input(String.valueOf(one.subject()), one.on()));
    reckoning.input("recorded", observed.size());
    return observed.size();
  }

  static boolean isTrue(ObservationRow observation) {
    @Nullable Figure value = observation.value();
    return value != null && value.value().equals("true");
  }

  static BigDecimal number(ObservationRow observation) {
    @Nullable Figure value = observation.value();
    if (value == null) {
      throw new IllegalArgumentException(observation.kind() + " has no number");
    }
    return value.decimal();
  }
}
