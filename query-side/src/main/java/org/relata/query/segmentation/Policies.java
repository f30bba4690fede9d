package org.relata.query.segmentation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.value.Code;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** The versions of policies as they are at a view's moment. */
final class Policies {

  /** Reading a policy's conditions is dear and always gives the same. */
  private static final LoadingCache<PolicyText, Policy> READ =
      Caffeine.newBuilder().maximumSize(100).build(Policy::of);

  private Policies() {}

  /** A policy that can be asked. */
  static Policy read(PolicyText text) {
    return READ.get(text);
  }

  /** The argument {@code scheme}; refuses UNKNOWN_SCHEME. */
  static SchemeId scheme(Question question) {
    SchemeId scheme = new SchemeId(question.text("scheme"));
    if (!ShippedPolicies.schemes().contains(scheme) && !isWritten(scheme, question.view())) {
      throw new GraphRefusal(
              "UNKNOWN_SCHEME", "No policy was ever written for this scheme, and none is shipped.")
          .with("scheme", scheme.value());
    }
    return scheme;
  }

  private static boolean isWritten(SchemeId scheme, View view) {
    Relation<SchemeRow> written = view.read(SchemeFold.TABLE);
    return view.sql()
        .fetchExists(
            DSL.selectOne()
                .from(written.table())
                .where(written.at())
                .and(written.column("scheme").eq((Object) scheme.value())));
  }

  /** One version, whatever became of it; null when there is none. */
  static @Nullable PolicyRow version(SchemeId scheme, int version, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    return latest(policy, scheme, policy.column("version").eq((Object) version), view);
  }

  /** The version that decides on a day; null when none does. */
  static @Nullable PolicyRow deciding(SchemeId scheme, LocalDate on, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    Condition begun = policy.column("effectiveFrom").le((Object) on);
    return latest(policy, scheme, active(policy).and(begun), view);
  }

  private static @Nullable PolicyRow latest(
      Relation<PolicyRow> policy, SchemeId scheme, Condition condition, View view) {
    return view.sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(policy.column("scheme").eq((Object) scheme.value()))
        .and(condition)
        .orderBy(policy.column("effectiveFrom").desc())
        .limit(1)
        .fetchOptional(record -> policy.row(record, 0))
        .orElse(null);
  }

  /** The versions of a scheme that were approved, by number. */
  static Map<Integer, PolicyText> approved(SchemeId scheme, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    Map<Integer, PolicyText> approved = new HashMap<>();
    view.sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(policy.column("scheme").eq((Object) scheme.value()))
        .and(active(policy))
        .forEach(
            record -> {
              PolicyRow row = policy.row(record, 0);
              approved.put(row.version(), row.text());
            });
    return approved;
  }

  /** What the tiers that policies gave get, by the tiers' rows; none where nothing is said. */
  static Map<Given, PolicyText.Tier> gets(Set<Given> given, Question question) {
    Relation<PolicyRow> policy = question.read(PolicyFold.TABLE);
    Map<Given, PolicyText.Tier> gets = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(
            policy
                .column("scheme")
                .in(given.stream().map(one -> one.scheme().value()).distinct().toList()))
        .and(policy.column("version").in(given.stream().map(Given::version).distinct().toList()))
        .forEach(
            record -> {
              PolicyRow row = policy.row(record, 0);
              for (Given one : given) {
                PolicyText.@Nullable Tier tier =
                    one.scheme().equals(row.scheme()) && one.version() == row.version()
                        ? row.text().tier(one.tier())
                        : null;
                if (tier != null) {
                  gets.put(one, tier);
                }
              }
            });
    return gets;
  }

  /** A tier as a version of a policy gave it. */
  record Given(SchemeId scheme, int version, Code tier) {

    static Given of(TierRow row) {
      return new Given(row.scheme(), row.policyVersion(), row.tier());
    }
  }

  private static Condition active(Relation<PolicyRow> policy) {
    return policy.column("state").eq((Object) PolicyRow.State.ACTIVE.name());
  }

  /** The day before a later version begins to decide, for those that do decide. */
  static Map<PolicyRow, LocalDate> lastDays(Set<PolicyRow> policies, Question question) {
    Relation<PolicyRow> policy = question.read(PolicyFold.TABLE);
    Map<PolicyRow, LocalDate> last = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(active(policy))
        .orderBy(policy.column("effectiveFrom").desc())
        .forEach(
            record -> {
              PolicyRow later = policy.row(record, 0);
              for (PolicyRow one : policies) {
                if (one.state() == PolicyRow.State.ACTIVE
                    && one.scheme().equals(later.scheme())
                    && later.effectiveFrom().isAfter(one.effectiveFrom())) {
                  last.put(one, later.effectiveFrom().minusDays(1));
                }
              }
            });
    return last;
  }

  /** Whether later versions decide for all days whose books are yet to be closed. */
  static Map<PolicyRow, Boolean> superseded(Set<PolicyRow> policies, Question question) {
    Map<PolicyRow, LocalDate> last = lastDays(policies, question);
    @Nullable LocalDate closed = lastClosed(question.view());
    Map<PolicyRow, Boolean> superseded = new HashMap<>();
    for (PolicyRow one : policies) {
      @Nullable LocalDate day = last.get(one);
      superseded.put(one, day != null && closed != null && !day.isAfter(closed));
    }
    return superseded;
  }

  private static @Nullable LocalDate lastClosed(View view) {
    Relation<BusinessDayRow> day = view.read(BusinessDayFold.TABLE);
    return view.sql()
        .select(day.column("date"))
        .from(day.table())
        .where(day.at())
        .orderBy(day.column("date").desc())
        .limit(1)
        .fetchOptional(row -> row.get(0, LocalDate.class))
        .orElse(null);
  }
}
