package org.relata.query.segmentation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Computation;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;
import org.relata.query.valuation.CustomerMetrics;

/**
 * Some figures, all of them numbers, of all customers who have a tier in a scheme: for the twelve
 * months that end on a day, as known at one position.
 */
final class Survey extends Computation {

  /** Which survey: the same is computed once. */
  record Asked(
      UUID incarnation, long position, SchemeId scheme, LocalDate on, Set<Metric> metrics) {}

  private static final int BYTES_OF_IDENTIFIER = 64;
  private static final int BYTES_OF_FIGURE = 48;

  private final Asked asked;
  private final Map<Metric, @Nullable BigDecimal[]> figures = new EnumMap<>(Metric.class);

  private Survey(Asked asked, List<String> customers, View view) {
    super(customers, view);
    this.asked = asked;
    asked
        .metrics()
        .forEach(metric -> figures.put(metric, new @Nullable BigDecimal[customers.size()]));
  }

  /** Begins at the moment of a question, which is that of the survey. */
  static Survey of(Asked asked, Question question) {
    Relation<TierRow> tier = question.read(TierFold.TABLE);
    Filter.Scope scope = new Filter.Scope(question.snapshot(), question.moment(), tier);
    List<String> customers =
        question
            .snapshot()
            .sql()
            .select(tier.column("customerId"))
            .from(tier.table())
            .where(SegmentationGraph.TIERS.condition(null, scope))
            .and(tier.column("scheme").eq((Object) asked.scheme().value()))
            .fetch(row -> row.get(0, String.class));
    return new Survey(asked, customers.stream().sorted().toList(), question.view());
  }

  @Override
  protected void compute(int first, List<String> ids, View view) {
    Set<CustomerRow> rows = Set.copyOf(CustomerFacts.rows(ids, view));
    CustomerMetrics.of(rows, asked.metrics(), asked.on(), asked.on(), view)
        .forEach((customer, metrics) -> keep(customer.customerId().value(), metrics));
  }

  private void keep(String customerId, CustomerMetrics metrics) {
    Map<Metric, Figure> known;
    try {
      known = metrics.on(asked.on()).known();
    } catch (Rejection e) {
      // A number too large to be written is as good as not known.
      return;
    }
    int place = Collections.binarySearch(customers(), customerId);
    known.forEach(
        (metric, figure) -> Objects.requireNonNull(figures.get(metric))[place] = figure.decimal());
  }

  @Override
  protected int bytesOfOne() {
    return BYTES_OF_IDENTIFIER + BYTES_OF_FIGURE * asked.metrics().size();
  }

  /** Null where it is not known. */
  @Nullable BigDecimal figure(Metric metric, String customerId) {
    int place = Collections.binarySearch(customers(), customerId);
    return place < 0 ? null : Objects.requireNonNull(figures.get(metric))[place];
  }
}
