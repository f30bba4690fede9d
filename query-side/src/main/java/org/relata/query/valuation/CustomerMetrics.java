package org.relata.query.valuation;

import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.View;

/**
 * Metrics of one customer for many days, from facts that were read once: what policies decide by,
 * each for the twelve months that end on the day.
 */
public final class CustomerMetrics {

  private final Facts facts;
  private final Set<Metric> metrics;
  private final Currency currency;

  private CustomerMetrics(Facts facts, Set<Metric> metrics) {
    this.facts = facts;
    this.metrics = metrics;
    this.currency = facts.bank().base();
  }

  /** Customers whose metrics will be asked for days from the first to the last. */
  public static Map<CustomerRow, CustomerMetrics> of(
      Set<CustomerRow> customers, Set<Metric> metrics, LocalDate first, LocalDate last, View view) {
    Map<CustomerRow, CustomerMetrics> all = new HashMap<>();
    Figures.facts(customers, metrics, Period.yearTo(first), last, view)
        .forEach((customer, facts) -> all.put(customer, new CustomerMetrics(facts, metrics)));
    return all;
  }

  public Metrics on(LocalDate day) {
    Period period = Period.yearTo(day);
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    Map<Metric, Lack> missing = new EnumMap<>(Metric.class);
    for (Metric metric : metrics) {
      try {
        known.put(metric, Measures.figure(metric, facts, period));
      } catch (Missing lack) {
        missing.put(metric, lack.lack());
      }
    }
    return new Metrics(currency, known, missing);
  }
}
