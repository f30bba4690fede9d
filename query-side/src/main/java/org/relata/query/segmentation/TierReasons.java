package org.relata.query.segmentation;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.valuation.Metrics;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;
import org.relata.query.valuation.CustomerMetrics;
import org.relata.query.valuation.Reasons;
import org.relata.query.valuation.Reasons.Reason;

/**
 * Why a customer has a tier: what the policy of the day makes of what was known when it was
 * decided, and the events without any single one of which it would make another tier of it. Days of
 * grace for those who had a better tier are left out of account.
 *
 * @param policy that decides on the day; null when none was approved by then
 * @param rule the first that holds; null when none does
 * @param tier what the policy gives; the customer's own but for days of grace
 * @param reasons in the order of the log; without what, by the name of a tier
 */
record TierReasons(
    @Nullable PolicyRow policy,
    PolicyText.@Nullable Rule rule,
    @Nullable String tier,
    List<Reason<String>> reasons) {

  static TierReasons of(TierRow row, View now) {
    View view = now.asOf(row.readAt());
    @Nullable PolicyRow policy = Policies.deciding(row.scheme(), row.on(), view);
    if (policy == null) {
      return new TierReasons(null, null, null, List.of());
    }
    Policy rules = Policies.read(policy.text());
    Function<View, @Nullable String> value = other -> tier(row, other);
    return new TierReasons(
        policy,
        row.rule() == 0 ? null : policy.rules().get(row.rule() - 1),
        value.apply(view),
        Reasons.among(
            row.customerId().value(),
            rules.metrics(),
            row.on(),
            List.of(new PolicyFold()),
            policyPositions(row, view),
            view,
            value,
            tier -> tier));
  }

  /** The tier by what is known; null when it cannot be told or there is nobody to have it. */
  private static @Nullable String tier(TierRow row, View view) {
    @Nullable PolicyRow policy = Policies.deciding(row.scheme(), row.on(), view);
    if (policy == null) {
      return null;
    }
    Policy rules = Policies.read(policy.text());
    for (CustomerRow customer : CustomerFacts.rows(List.of(row.customerId().value()), view)) {
      Metrics metrics =
          CustomerMetrics.of(Set.of(customer), rules.metrics(), row.on(), row.on(), view)
              .values()
              .iterator()
              .next()
              .on(row.on());
      try {
        return String.valueOf(rules.evaluate(metrics).tier());
      } catch (Rejection notTold) {
        return null;
      }
    }
    return null;
  }

  private static List<Long> policyPositions(TierRow row, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    return view.sql()
        .selectDistinct(policy.validFrom())
        .from(policy.table())
        .where(policy.column("scheme").eq((Object) row.scheme().value()))
        .and(policy.validFrom().le(view.moment().position()))
        .fetch(record -> record.get(0, Long.class));
  }
}
