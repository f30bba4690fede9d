package org.relata.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Value;

/** The fields of schemes, policies, tiers and evaluations. */
final class SegmentationFields {

  private static final String CUSTOMER_ID = "customerId";

  private SegmentationFields() {}

  static void tell(Fields fields) {
    fields.node("Scheme", "scheme", "scheme");
    fields.node("Policy", "policy", "policy");
    fields.node("Tier", "tier", "tier");
    fields.node("Evaluation", "evaluation", "evaluation");
    fields.notCovered("Tier.why", "computed by leaving events out; TierReasonsTest compares it");
    for (String report :
        List.of(
            "concentration",
            "percentileSteps",
            "ranking",
            "figureMatrix",
            "productHoldings",
            "attributedAmounts")) {
      fields.notCovered("Query." + report, "computed from rows; TierReportsTest compares it");
    }
    fields.notCovered("Query.backtest", "computed for minutes; BacktestTest compares it");
    fields.notCovered("Tier.figures", "a part of the row, which TableCheck has compared");
    fields.notCovered("Policy.metrics", "said by the rules, which are compared");
    fields.notCovered("Policy.findings", "said by the rules, which are compared");
    fields.notCovered("Policy.effectiveTo", "said by later versions, which are compared");
    fields.notCovered("Policy.superseded", "said by later versions and days, which are compared");
    fields.list("schemes", Known.all("scheme"));
    fields.list("policies", Known.all("policy"));
    fields.listAndGroups("tiers", "tierGroups", new Known.Lists("tier", SegmentationFields::tiers));
    fields.list("tierMoves", Known.all("tier_move"));
    fields.put("Query.tierMoveGroups", new Known.Groups("tier_move", SegmentationFields::moves));
    fields.list("evaluations", Known.all("evaluation"));
    fields.list("businessDays", Known.all("business_day"));
    fields.one("scheme", "scheme", "scheme");
    fields.one("evaluation", "evaluation", "evaluationId");
    fields.put("Scheme.policies", Known.below("policy", "scheme", "scheme"));
    fields.put("Tier.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("Tier.gets", new Value(SegmentationFields::gets));
    fields.put("TierMove.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put(
        "Customer.tiers",
        new Known.Lists(
            "tier",
            asked ->
                tiers(asked).stream()
                    .filter(
                        tier ->
                            Plain.text(tier, CUSTOMER_ID)
                                .equals(Plain.text(asked.row(), CUSTOMER_ID)))
                    .toList()));
    fields.put("Customer.tierMoves", Known.belonging("tier_move", CUSTOMER_ID));
    fields.put(
        "Customer.tier",
        new Value(
            asked ->
                Plain.of(asked.row(), "mergedInto") != null
                    ? null
                    : asked
                        .at()
                        .row("tier", asked.text("scheme"), Plain.text(asked.row(), CUSTOMER_ID))));
  }

  /** What the version that decided says of the tier. */
  private static @Nullable Object gets(Asked asked) {
    Record tier = asked.row();
    @Nullable Record policy =
        asked.at().row("policy", Plain.text(tier, "scheme"), Plain.text(tier, "policyVersion"));
    if (policy == null || !(Plain.raw(policy, "tiers") instanceof List<?> described)) {
      return null;
    }
    return described.stream()
        .map(Record.class::cast)
        .filter(one -> Plain.text(one, "tier").equals(Plain.text(tier, "tier")))
        .findFirst()
        .orElse(null);
  }

  /** Those of customers who are not merged into others. */
  private static Collection<Record> tiers(Asked asked) {
    return asked.at().rows("tier").stream()
        .filter(
            tier -> {
              @Nullable Record customer = asked.at().row("customer", Plain.text(tier, CUSTOMER_ID));
              return customer == null || Plain.of(customer, "mergedInto") == null;
            })
        .toList();
  }

  /** Every step; with {@code between} the last step of each customer, told from the tier before. */
  private static Collection<Record> moves(Asked asked) {
    Collection<Record> steps = asked.at().rows("tier_move");
    if (!(asked.arguments().get("between") instanceof Map<?, ?> between)) {
      return steps;
    }
    LocalDate from = LocalDate.parse(String.valueOf(between.get("from")));
    LocalDate to = LocalDate.parse(String.valueOf(between.get("to")));
    Map<String, List<Record>> byCustomer = new TreeMap<>();
    steps.stream()
        .sorted(Comparator.comparing(SegmentationFields::day).thenComparing(Plain::position))
        .forEach(
            step ->
                byCustomer
                    .computeIfAbsent(
                        Plain.text(step, "scheme") + " " + Plain.text(step, CUSTOMER_ID),
                        _ -> new ArrayList<>())
                    .add(step));
    List<Record> net = new ArrayList<>();
    for (List<Record> own : byCustomer.values()) {
      @Nullable Object before = null;
      @Nullable Record last = null;
      for (Record step : own) {
        if (!day(step).isAfter(from)) {
          before = Plain.raw(step, "newTier");
        } else if (!day(step).isAfter(to)) {
          last = step;
        }
      }
      if (last != null && !Objects.equals(before, Plain.raw(last, "newTier"))) {
        net.add(Plain.with(last, "oldTier", before));
      }
    }
    return net;
  }

  private static LocalDate day(Record step) {
    return (LocalDate) Objects.requireNonNull(Plain.of(step, "on"));
  }
}
