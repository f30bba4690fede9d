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
 * Why a customer has a tier: what the policy that decided makes of the figures as they were read,
 * and the events without any single one of which another tier would come of it. Figures are as of
 * the position at which they were read, policies as of the decision: a version may be approved
 * between the two. Days of grace for those who had a better tier are left out of account.
 *
 * @param policy that decided; null when none was approved by then
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
    View view = now.asOf(row.readAt()).with(PolicyFold.TABLE, decidedAt(row, now));
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

  private static long decidedAt(TierRow row, View now) {
    Relation<TierRow> tier = now.read(TierFold.TABLE);
    return now.sql()
        .select(tier.validFrom())
        .from(tier.table())
        .where(tier.at())
        .and(tier.column("scheme").eq((Object) row.scheme().value()))
        .and(tier.column("customerId").eq((Object) row.customerId().value()))
        .fetchSingle(record -> record.get(0, Long.class));
  }

  private static List<Long> policyPositions(TierRow row, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    return view.sql()
        .selectDistinct(policy.validFrom())
        .from(policy.table())
        .where(policy.column("scheme").eq((Object) row.scheme().value()))
        .and(policy.validFrom().le(view.momentOf(PolicyFold.TABLE).position()))
        .fetch(record -> record.get(0, Long.class));
  }
}
