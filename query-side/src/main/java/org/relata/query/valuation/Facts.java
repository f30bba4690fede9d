package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.query.customer.CreditRatingRow;
import org.relata.query.customer.CustomerLinkRow;
import org.relata.query.customer.CustomerRow;
import org.relata.query.engagement.EngagementFacts.Met;
import org.relata.query.holding.HoldingFacts;
import org.relata.query.holding.HoldingFacts.Held;
import org.relata.query.holding.HoldingFacts.Span;

/**
 * Everything that is known of one customer and counts for its value: no figure is computed from
 * anything else. Facts of later days than a figure's are there for the figures of later days.
 *
 * @param valuations by what the bank reckons, each from its day on
 * @param statements the earliest first
 * @param ratings the earliest first
 * @param observations the earliest first
 * @param links in either direction, ended ones too
 * @param partners when those whom the customer is linked to held accounts with us
 */
record Facts(
    CustomerRow customer,
    HoldingFacts bank,
    NavigableMap<LocalDate, Valuation> valuations,
    List<Held> held,
    List<FinancialProfile> statements,
    List<CreditRatingRow> ratings,
    List<ObservationRow> observations,
    List<Met> contacts,
    List<CustomerLinkRow> links,
    Map<String, List<Span>> partners) {

  private static final NavigableMap<LocalDate, BigDecimal> NONE =
      Collections.unmodifiableNavigableMap(new TreeMap<>());

  /** Accounts that were held on a day. */
  List<Held> heldOn(LocalDate day) {
    return held.stream().filter(one -> one.heldOn(day)).toList();
  }

  /**
   * An amount in the base currency at the rate of a day, not rounded.
   *
   * @throws Missing when there is no rate, unless the amount is nothing
   */
  BigDecimal worth(BigDecimal amount, String currency, LocalDate day) {
    if (amount.signum() == 0 || currency.equals(bank.base().getCurrencyCode())) {
      return amount;
    }
    Map.@Nullable Entry<LocalDate, BigDecimal> rate = ratesOf(currency).floorEntry(day);
    if (rate == null) {
      throw Missing.rate(currency, day);
    }
    return amount.multiply(rate.getValue());
  }

  /** Rates of a currency by the day from which they hold. */
  NavigableMap<LocalDate, BigDecimal> ratesOf(String currency) {
    return bank.rates().getOrDefault(currency, NONE);
  }

  /**
   * By what the bank reckoned on a day.
   *
   * @throws Missing when no valuation was in force
   */
  Valuation valuation(LocalDate day) {
    Map.@Nullable Entry<LocalDate, Valuation> found = valuations.floorEntry(day);
    if (found == null) {
      throw Missing.parameter("a valuation", day);
    }
    return found.getValue();
  }

  /** The latest observation of a kind by a day; null when there is none. */
  @Nullable ObservationRow observed(Observation.Kind kind, LocalDate day) {
    @Nullable ObservationRow latest = null;
    for (ObservationRow one : observations) {
      if (one.kind() == kind && !one.on().isAfter(day)) {
        latest = one;
      }
    }
    return latest;
  }

  /** The latest observation of a kind by a day for each subject. */
  Map<String, ObservationRow> observedEach(Observation.Kind kind, LocalDate day) {
    Map<String, ObservationRow> latest = new TreeMap<>();
    for (ObservationRow one : observations) {
      if (one.kind() == kind && !one.on().isAfter(day)) {
        latest.put(String.valueOf(one.subject()), one);
      }
    }
    return latest;
  }

  /** The observations of a kind in a period. */
  List<ObservationRow> observedIn(Observation.Kind kind, Period period) {
    return observations.stream()
        .filter(one -> one.kind() == kind)
        .filter(one -> !one.on().isBefore(period.from()) && !one.on().isAfter(period.to()))
        .toList();
  }
}
