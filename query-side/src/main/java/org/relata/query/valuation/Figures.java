package org.relata.query.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Valuation;
import org.relata.query.customer.CreditRatingRow;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerLinkRow;
import org.relata.query.customer.CustomerRow;
import org.relata.query.engagement.EngagementFacts;
import org.relata.query.engagement.EngagementFacts.Met;
import org.relata.query.holding.HoldingFacts;
import org.relata.query.holding.HoldingFacts.Span;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** Metrics of many customers at once: their facts are read together, each is computed alone. */
final class Figures {

  private static final Comparator<FinancialProfile> STATEMENTS =
      Comparator.comparing(FinancialProfile::statementDate)
          .thenComparing(FinancialProfile::statementKind, Comparator.reverseOrder());
  private static final Comparator<CreditRatingRow> RATINGS =
      Comparator.comparing(CreditRatingRow::ratedOn)
          .thenComparing(rating -> rating.agency().value());
  private static final Comparator<ObservationRow> OBSERVATIONS =
      Comparator.comparing(ObservationRow::on).thenComparing(ObservationRow::name);
  private static final Comparator<Met> CONTACTS = Comparator.comparing(Met::on);
  private static final Comparator<CustomerLinkRow> LINKS =
      Comparator.comparing(link -> link.linkId().value());
  private static final Comparator<Span> SPANS = Comparator.comparing(Span::from);

  private Figures() {}

  /** As the arguments {@code on}, {@code from} and {@code metrics} of a field ask. */
  static Map<CustomerRow, List<Measured>> asked(Set<CustomerRow> customers, Question question) {
    Period period = period(question);
    @Nullable List<?> named = question.argument("metrics");
    Set<Metric> metrics = EnumSet.allOf(Metric.class);
    if (named != null) {
      metrics.clear();
      named.forEach(name -> metrics.add(Metric.valueOf(String.valueOf(name))));
    }
    Map<CustomerRow, List<Measured>> figures = new HashMap<>();
    facts(customers, metrics, period, period.to(), question.view())
        .forEach(
            (customer, facts) ->
                figures.put(
                    customer,
                    metrics.stream().map(metric -> Measures.of(metric, facts, period)).toList()));
    return figures;
  }

  /** The one that the arguments {@code on} and {@code from} name. */
  static Period period(Question question) {
    LocalDate on = Objects.requireNonNull(question.<LocalDate>argument("on"));
    @Nullable LocalDate from = question.argument("from");
    return from == null ? Period.yearTo(on) : new Period(from, on);
  }

  /**
   * The facts that some metrics need.
   *
   * @param first the earliest period that they are computed for
   * @param last the last day that they are computed for
   */
  static Map<CustomerRow, Facts> facts(
      Set<CustomerRow> customers, Set<Metric> metrics, Period first, LocalDate last, View view) {
    Set<String> ids = Filed.keys(customers.stream().map(CustomerRow::filed).toList());
    NavigableMap<LocalDate, Valuation> valuations = valuations(view);
    Wanted wanted = Wanted.of(metrics, first, valuations.values());
    HoldingFacts bank = HoldingFacts.of(ids, wanted.earliest(), last, wanted.parts(), view);
    Map<String, List<FinancialProfile>> statements =
        wanted.statements() ? CustomerFacts.statements(ids, last, view) : Map.of();
    Map<String, List<CreditRatingRow>> ratings =
        wanted.ratings() ? CustomerFacts.ratings(ids, last, view) : Map.of();
    Map<String, List<ObservationRow>> observations =
        wanted.observations() ? observations(ids, last, view) : Map.of();
    Map<String, List<Met>> contacts =
        wanted.contacts() ? EngagementFacts.contacts(ids, wanted.earliest(), last, view) : Map.of();
    Map<String, List<CustomerLinkRow>> links = wanted.links() ? links(ids, view) : Map.of();
    Map<String, List<Span>> partners = links.isEmpty() ? Map.of() : partners(links, view);
    Map<CustomerRow, Facts> facts = new HashMap<>();
    for (CustomerRow customer : customers) {
      Filed filed = customer.filed();
      facts.put(
          customer,
          new Facts(
              customer,
              bank,
              valuations,
              bank.of(filed),
              filed.all(statements, STATEMENTS),
              filed.all(ratings, RATINGS),
              filed.all(observations, OBSERVATIONS),
              filed.all(contacts, CONTACTS),
              filed.all(links, LINKS),
              partners));
    }
    return facts;
  }

  /** Links between customers, whichever of their records they name; none within one customer. */
  private static Map<String, List<CustomerLinkRow>> links(Set<String> ids, View view) {
    Map<String, List<CustomerLinkRow>> recorded = CustomerFacts.links(ids, view);
    Map<CustomerId, CustomerId> survivors = CustomerFacts.survivors(ends(recorded), view);
    Map<String, List<CustomerLinkRow>> links = new HashMap<>();
    recorded.forEach(
        (record, some) ->
            links.put(
                record,
                some.stream()
                    .map(
                        link ->
                            link.between(
                                survivors.getOrDefault(
                                    link.fromCustomerId(), link.fromCustomerId()),
                                survivors.getOrDefault(link.toCustomerId(), link.toCustomerId())))
                    .filter(link -> !link.fromCustomerId().equals(link.toCustomerId()))
                    .toList()));
    return links;
  }

  /** When those at the ends of links held accounts, under whatever record of them. */
  private static Map<String, List<Span>> partners(
      Map<String, List<CustomerLinkRow>> links, View view) {
    Set<Filed> ends =
        CustomerFacts.filed(ends(links).stream().map(CustomerId::value).toList(), view);
    Map<String, List<Span>> spans = HoldingFacts.spans(Filed.keys(ends), view);
    Map<String, List<Span>> partners = new HashMap<>();
    ends.forEach(end -> partners.put(end.key(), end.all(spans, SPANS)));
    return partners;
  }

  private static Set<CustomerId> ends(Map<String, List<CustomerLinkRow>> links) {
    return links.values().stream()
        .flatMap(List::stream)
        .flatMap(link -> Stream.of(link.fromCustomerId(), link.toCustomerId()))
        .collect(Collectors.toSet());
  }

  /** What was approved, each from its day on. */
  static NavigableMap<LocalDate, Valuation> valuations(View view) {
    Relation<ValuationRow> valuation = view.read(ValuationFold.TABLE);
    NavigableMap<LocalDate, Valuation> valuations = new TreeMap<>();
    view.sql()
        .select(valuation.columns())
        .from(valuation.table())
        .where(valuation.at())
        .and(valuation.column("state").eq((Object) ValuationRow.State.APPROVED.name()))
        .orderBy(valuation.column("version"))
        .forEach(
            record -> {
              ValuationRow row = valuation.row(record, 0);
              valuations.put(row.effectiveFrom(), row.valuation());
            });
    return valuations;
  }

  private static Map<String, List<ObservationRow>> observations(
      Set<String> customers, LocalDate to, View view) {
    Relation<ObservationRow> observation = view.read(ObservationFold.TABLE);
    Map<String, List<ObservationRow>> observations = new HashMap<>();
    view.sql()
        .select(observation.columns())
        .from(observation.table())
        .where(observation.at())
        .and(observation.column("customerId").in(List.copyOf(customers)))
        .and(observation.column("on").le((Object) to))
        .orderBy(observation.column("on"), observation.column("name"))
        .forEach(
            record -> {
              ObservationRow row = observation.row(record, 0);
              observations
                  .computeIfAbsent(row.customerId().value(), _ -> new ArrayList<>())
                  .add(row);
            });
    return observations;
  }
}
