package org.relata.query.valuation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.valuation.Metric;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerLinkRow;
import org.relata.query.customer.CustomerRow;
import org.relata.query.engagement.EngagementFacts;
import org.relata.query.history.HistoryFacts;
import org.relata.query.holding.HoldingFacts;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Refolding;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/**
 * Why a value that is computed of a customer is what it is: every event is left out in turn, the
 * rows it touched are folded again without it, and the value is computed from them. An event is a
 * reason exactly when the value would be another one.
 */
public final class Reasons {

  /** Events that are looked at for one value. */
  public static final int MAX_EVENTS = 2_000;

  /**
   * An event without which the value would be another.
   *
   * @param type its wire name
   * @param actor who caused it
   * @param without the value that it would be; null when there would be none
   */
  public record Reason<V>(
      long position,
      String type,
      String actor,
      Instant recordedAt,
      Instant effectiveAt,
      @Nullable V without) {}

  /**
   * A figure and why it is that.
   *
   * @param figure as it is
   * @param reasons in the order of the log
   */
  record Why(Measured figure, List<Reason<Measured>> reasons) {}

  private Reasons() {}

  /** Why a figure of a customer is that. */
  static Why of(CustomerRow customer, Metric metric, Period period, View view) {
    Set<Metric> metrics = Set.of(metric);
    String id = customer.customerId().value();
    Function<View, @Nullable Measured> value =
        other -> {
          for (CustomerRow row : CustomerFacts.rows(Set.of(id), other)) {
            Facts facts = Figures.facts(Set.of(row), metrics, period, period.to(), other).get(row);
            return Measures.of(metric, Objects.requireNonNull(facts), period);
          }
          return null;
        };
    Measured figure = Objects.requireNonNull(value.apply(view));
    return new Why(
        figure, among(id, metrics, period.to(), List.of(), List.of(), view, value, Reasons::told));
  }

  /** What of a figure makes it another one; on what it rests may differ. */
  private static @Nullable Object told(@Nullable Measured figure) {
    return figure == null
        ? null
        : List.of(String.valueOf(figure.value()), String.valueOf(figure.missing()));
  }

  /**
   * The events without which a value of a customer would be another.
   *
   * @param metrics that it is computed from
   * @param to the last day of the facts
   * @param others further folds that it is computed from
   * @param positions the events that those fold
   * @param told what makes a value another one
   */
  public static <V> List<Reason<V>> among(
      String customer,
      Set<Metric> metrics,
      LocalDate to,
      List<Fold<?, ?>> others,
      List<Long> positions,
      View view,
      Function<View, @Nullable V> value,
      Function<@Nullable V, @Nullable Object> told) {
    List<Recorded<DomainEvent>> events =
        HistoryFacts.events(positions(customer, metrics, to, positions, view), view);
    List<Fold<?, ?>> folds = new ArrayList<>(others);
    folds.addAll(CustomerFacts.folds());
    folds.addAll(HoldingFacts.folds());
    folds.addAll(EngagementFacts.folds());
    folds.add(new ObservationFold());
    folds.add(new ValuationFold());
    Refolding refolding = new Refolding(folds, events);
    @Nullable Object as = told.apply(value.apply(view));
    List<Reason<V>> reasons = new ArrayList<>();
    for (Recorded<DomainEvent> event : events) {
      List<Refolding.Difference<?>> differences = refolding.without(event.position());
      if (!differences.isEmpty()) {
        @Nullable V without = value.apply(view.differing(differences));
        if (!Objects.equals(as, told.apply(without))) {
          reasons.add(reason(event, without));
        }
      }
    }
    return reasons;
  }

  private static <V> Reason<V> reason(Recorded<DomainEvent> event, @Nullable V without) {
    @Nullable EventType type = event.event().getClass().getAnnotation(EventType.class);
    return new Reason<>(
        event.position(),
        type == null ? event.event().getClass().getSimpleName() : type.value(),
        event.metadata().actor(),
        event.recordedAt(),
        event.effectiveAt(),
        without);
  }

  /** All events that can matter, by the view's moment. */
  private static Set<Long> positions(
      String customer, Set<Metric> metrics, LocalDate to, List<Long> others, View view) {
    Set<Long> positions = new TreeSet<>(others);
    Set<String> customers = CustomerFacts.everMerged(Set.of(customer), view);
    if (Wanted.of(metrics, Period.yearTo(to), Figures.valuations(view).values()).links()) {
      Set<String> linked = new HashSet<>(customers);
      for (CustomerLinkRow link : CustomerFacts.everLinked(customers, view)) {
        linked.add(link.fromCustomerId().value());
        linked.add(link.toCustomerId().value());
      }
      customers = CustomerFacts.everMerged(linked, view);
    }
    Set<String> accounts = HoldingFacts.accounts(customers, view);
    positions.addAll(HistoryFacts.positions(customers, accounts, view));
    positions.addAll(HoldingFacts.ratePositions(accounts, view));
    positions.addAll(valuationPositions(view));
    if (positions.size() > MAX_EVENTS) {
      throw GraphRefusal.limit(
          "WHY_LIMIT",
          "More events are known of this customer than are looked through.",
          MAX_EVENTS,
          positions.size());
    }
    return positions;
  }

  private static List<Long> valuationPositions(View view) {
    Relation<ValuationRow> valuation = view.read(ValuationFold.TABLE);
    return view.sql()
        .selectDistinct(valuation.validFrom())
        .from(valuation.table())
        .where(valuation.validFrom().le(view.moment().position()))
        .fetch(row -> row.get(0, Long.class));
  }
}
