package org.relata.query.valuation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.View;
import org.relata.query.valuation.Closeness.Business;
import org.relata.query.valuation.Measured.Input;

/**
 * Metrics of whole groups: amounts are added up over the customer and all members below it on the
 * day, shares are those of the business of all together. What is missing of one is missing of all:
 * a sum that leaves somebody out is none.
 */
final class GroupFigures {

  private GroupFigures() {}

  /** As the arguments {@code on}, {@code from} and {@code metrics} of a field ask. */
  static Map<CustomerRow, List<Measured>> asked(Set<CustomerRow> heads, Question question) {
    Period period = Figures.period(question);
    List<Metric> metrics = new ArrayList<>();
    List<?> named = Objects.requireNonNull(question.<List<?>>argument("metrics"));
    for (Object name : named) {
      Metric metric = Metric.valueOf(String.valueOf(name));
      if (!isAddable(metric)) {
        throw new GraphRefusal("NOT_ADDABLE", "This metric of several customers cannot be told.")
            .with("metric", metric.name());
      }
      metrics.add(metric);
    }
    return of(heads, metrics, period, question.view());
  }

  private static Map<CustomerRow, List<Measured>> of(
      Set<CustomerRow> heads, List<Metric> metrics, Period period, View view) {
    Set<Filed> filed = heads.stream().map(CustomerRow::filed).collect(Collectors.toSet());
    Map<String, Set<String>> groups = CustomerFacts.groups(filed, period.to(), view);
    Set<String> all = new HashSet<>(groups.keySet());
    groups.values().forEach(all::addAll);
    Map<String, Facts> facts = new TreeMap<>();
    Figures.facts(
            new HashSet<>(CustomerFacts.rows(all, view)),
            Set.copyOf(metrics),
            period,
            period.to(),
            view)
        .forEach((customer, known) -> facts.put(customer.customerId().value(), known));
    Map<CustomerRow, List<Measured>> figures = new HashMap<>();
    for (CustomerRow head : heads) {
      String id = head.customerId().value();
      Map<String, Facts> group = new TreeMap<>();
      group.put(id, Objects.requireNonNull(facts.get(id)));
      for (String member : groups.getOrDefault(id, Set.of())) {
        // Whom a membership names may not be registered with us.
        @Nullable Facts known = facts.get(member);
        if (known != null) {
          group.put(member, known);
        }
      }
      figures.put(head, metrics.stream().map(metric -> of(metric, group, period)).toList());
    }
    return figures;
  }

  private static Measured of(Metric metric, Map<String, Facts> group, Period period) {
    Facts first = group.values().iterator().next();
    List<Input> inputs = new ArrayList<>();
    @Nullable String value = null;
    @Nullable Lack lack = null;
    @Nullable String why = null;
    String whose = "";
    try {
      BigDecimal sum = BigDecimal.ZERO;
      Business business = Business.NONE;
      boolean share = metric.kind() == Metric.Kind.SHARE;
      for (Map.Entry<String, Facts> member : group.entrySet()) {
        whose = member.getKey();
        Reckoning reckoning = Reckoning.told(member.getValue(), period);
        if (share) {
          Business own = business(metric, new Closeness(reckoning));
          business = business.plus(own);
          inputs.add(input(whose + " with us", own.ours()));
          inputs.add(input(whose + " with others", own.outside()));
          for (Input one : reckoning.inputs()) {
            if (one.value().equals(Closeness.NOT_RECORDED)) {
              inputs.add(new Input(whose + " " + one.name(), one.value()));
            }
          }
        } else {
          BigDecimal own = (BigDecimal) Measures.reckoned(metric, reckoning);
          sum = sum.add(own);
          inputs.add(input(whose, own));
        }
      }
      whose = "";
      value = Measures.written(metric, share ? business.share() : sum, first);
    } catch (Missing missing) {
      lack = missing.lack();
      why = whose.isEmpty() ? missing.getMessage() : "Of " + whose + ": " + missing.getMessage();
    }
    boolean amount = value != null && metric.kind() == Metric.Kind.AMOUNT;
    return new Measured(
        metric,
        metric.kind(),
        value,
        amount ? first.bank().base().getCurrencyCode() : null,
        lack,
        why,
        inputs);
  }

  private static Input input(String name, BigDecimal value) {
    return new Input(name, value.stripTrailingZeros().toPlainString());
  }

  /** Amounts that are of one customer and no other's, and shares of business. */
  static boolean isAddable(Metric metric) {
    return switch (metric) {
      case AUM,
          DEPOSITS,
          LOANS,
          CUSTODY_BALANCE,
          AVERAGE_DEPOSITS,
          AVERAGE_LOANS,
          DEPOSIT_CONTRIBUTION,
          LOAN_CONTRIBUTION,
          FEE_INCOME,
          SERVICE_COST,
          CURRENT_VALUE,
          WALLET_SHARE,
          DEPOSIT_SHARE,
          LOAN_SHARE,
          INVESTMENT_SHARE,
          SETTLEMENT_SHARE ->
          true;
      default -> false;
    };
  }

  private static Business business(Metric metric, Closeness closeness) {
    return switch (metric) {
      case WALLET_SHARE -> closeness.wallet();
      case DEPOSIT_SHARE -> closeness.deposits();
      case LOAN_SHARE -> closeness.loans();
      case INVESTMENT_SHARE -> closeness.investments();
      case SETTLEMENT_SHARE -> closeness.settlement();
      default -> throw new IllegalArgumentException(metric + " is no share of business");
    };
  }
}
