package org.relata.query.segmentation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.Standing;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.value.Code;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Computation;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioFacts;
import org.relata.query.valuation.CustomerMetrics;

/**
 * What a policy would have decided at past month ends, as known at one position, beside what was
 * decided. A month end that was evaluated is about those who were open at the position that its
 * evaluation read: nothing could be decided for who joined later. Two bytes are kept per customer
 * and month.
 */
final class Backtest extends Computation {

  static final int MAX_MONTHS = 60;
  private static final int MAX_TIERS = 127;

  /** An identifier, and a manager with an entry of its own. */
  private static final int BYTES_OF_CUSTOMER = 200;

  private static final int BYTES_OF_MONTH = 2;

  /** Which test: the same is computed once. */
  record Asked(
      UUID incarnation, long position, SchemeId scheme, int version, YearMonth from, YearMonth to) {

    List<LocalDate> ends() {
      List<LocalDate> ends = new ArrayList<>();
      for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
        ends.add(month.atEndOfMonth());
      }
      return List.copyOf(ends);
    }
  }

  private final Asked asked;
  private final Policy policy;
  private final List<LocalDate> ends;
  private final Map<LocalDate, Long> readAt;
  private final byte[] before;
  private final byte[] after;
  private final int[] failed;
  private final int[] unknown;
  private final Map<String, Byte> places = new LinkedHashMap<>();
  private final List<String> tiers = new ArrayList<>();
  private final Map<String, String> managers = new ConcurrentHashMap<>();

  /** Begins at a moment, which is that of the test. */
  Backtest(Asked asked, Policy policy, View view) {
    super(CustomerFacts.open(policy.text().audience(), view), view);
    this.asked = asked;
    this.policy = policy;
    this.ends = asked.ends();
    this.readAt = evaluations(asked, view);
    this.before = new byte[customers().size() * ends.size()];
    this.after = new byte[customers().size() * ends.size()];
    this.failed = new int[ends.size()];
    this.unknown = new int[ends.size()];
  }

  /** Where the last evaluation of everybody for each month end read, where there was one. */
  private static Map<LocalDate, Long> evaluations(Asked asked, View view) {
    Relation<EvaluationRow> evaluation = view.read(EvaluationFold.TABLE);
    Map<LocalDate, Long> readAt = new HashMap<>();
    view.sql()
        .select(evaluation.columns())
        .from(evaluation.table())
        .where(evaluation.at())
        .and(evaluation.column("scheme").eq((Object) asked.scheme().value()))
        .and(evaluation.column("state").eq((Object) EvaluationRow.State.COMPLETED.name()))
        .and(evaluation.column("on").in(asked.ends()))
        .forEach(
            record -> {
              EvaluationRow row = evaluation.row(record, 0);
              @Nullable Long position = row.readAt();
              if (row.customerIds().isEmpty() && position != null) {
                readAt.merge(row.on(), position, Math::max);
              }
            });
    return readAt;
  }

  @Override
  protected int bytesOfOne() {
    return BYTES_OF_CUSTOMER + BYTES_OF_MONTH * ends.size();
  }

  @Override
  protected void compute(int first, List<String> ids, View view) {
    Set<CustomerRow> rows = new LinkedHashSet<>(CustomerFacts.rows(ids, view));
    Map<String, List<TierMoveRow>> moves = moves(ids, view);
    Map<String, NavigableMap<Long, Boolean>> lives =
        readAt.isEmpty() ? Map.of() : CustomerFacts.lives(ids, view);
    Map<CustomerRow, CustomerMetrics> metrics =
        CustomerMetrics.of(rows, policy.metrics(), ends.getFirst(), ends.getLast(), view);
    managers.putAll(PortfolioFacts.managers(Set.copyOf(ids), view));
    Map<String, CustomerMetrics> byId = new LinkedHashMap<>();
    metrics.forEach((row, one) -> byId.put(row.customerId().value(), one));
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      @Nullable CustomerMetrics one = byId.get(id);
      if (one != null) {
        compute(
            first + i,
            one,
            moves.getOrDefault(id, List.of()),
            lives.getOrDefault(id, Collections.emptyNavigableMap()));
      }
    }
  }

  private void compute(
      int customer,
      CustomerMetrics metrics,
      List<TierMoveRow> moves,
      NavigableMap<Long, Boolean> life) {
    @Nullable Standing standing = decided(moves, ends.getFirst().minusDays(1));
    for (int month = 0; month < ends.size(); month++) {
      LocalDate end = ends.get(month);
      if (isUnknown(life, end)) {
        count(unknown, month);
        continue;
      }
      @Nullable Standing actual = decided(moves, end);
      @Nullable Code tier = tier(metrics, end, standing, month);
      if (tier != null && (standing == null || !standing.tier().equals(tier))) {
        standing = new Standing(tier, end);
      }
      int place = customer * ends.size() + month;
      before[place] = actual == null ? 0 : place(actual.tier());
      after[place] = standing == null ? 0 : place(standing.tier());
    }
  }

  /** Whether the evaluation of a month end could not know somebody: not yet there, or closed. */
  private boolean isUnknown(NavigableMap<Long, Boolean> life, LocalDate end) {
    @Nullable Long position = readAt.get(end);
    if (position == null) {
      return false;
    }
    Map.@Nullable Entry<Long, Boolean> then = life.floorEntry(position);
    return then == null || !then.getValue();
  }

  private static void count(int[] counts, int month) {
    synchronized (counts) {
      counts[month]++;
    }
  }

  /** Null where nothing would be decided, as a figure or a rule is missing. */
  private @Nullable Code tier(
      CustomerMetrics metrics, LocalDate end, @Nullable Standing standing, int month) {
    try {
      Verdict verdict = policy.evaluate(metrics.on(end), end, standing);
      if (verdict.tier() != null) {
        return verdict.tier();
      }
    } catch (Rejection e) {
      // Counted like a refused command.
    }
    count(failed, month);
    return null;
  }

  /** The tier that was decided last for a day by then. */
  private static @Nullable Standing decided(List<TierMoveRow> moves, LocalDate day) {
    @Nullable Standing standing = null;
    for (TierMoveRow move : moves) {
      if (!move.on().isAfter(day)) {
        standing = new Standing(move.newTier(), move.on());
      }
    }
    return standing;
  }

  private byte place(Code tier) {
    synchronized (places) {
      @Nullable Byte known = places.get(tier.value());
      if (known != null) {
        return known;
      }
      if (tiers.size() == MAX_TIERS) {
        throw new IllegalStateException("More than " + MAX_TIERS + " tiers in one scheme");
      }
      tiers.add(tier.value());
      byte place = (byte) tiers.size();
      places.put(tier.value(), place);
      return place;
    }
  }

  private Map<String, List<TierMoveRow>> moves(List<String> ids, View view) {
    Relation<TierMoveRow> move = view.read(TierMoveFold.TABLE);
    Map<String, List<TierMoveRow>> moves = new LinkedHashMap<>();
    view.sql()
        .select(move.columns())
        .from(move.table())
        .where(move.at())
        .and(move.column("scheme").eq((Object) asked.scheme().value()))
        .and(move.column("customerId").in(ids))
        .orderBy(move.column("on"), move.column("position"))
        .forEach(
            record -> {
              TierMoveRow row = move.row(record, 0);
              moves.computeIfAbsent(row.customerId().value(), _ -> new ArrayList<>()).add(row);
            });
    return moves;
  }

  Asked asked() {
    return asked;
  }

  Policy policy() {
    return policy;
  }

  List<LocalDate> ends() {
    return ends;
  }

  /** For how many nothing would have been decided. */
  int failed(int month) {
    return counted(failed, month);
  }

  /** How many were known to the evaluation of a month end, if there was one. */
  int evaluated(int month) {
    return customers().size() - counted(unknown, month);
  }

  private static int counted(int[] counts, int month) {
    synchronized (counts) {
      return counts[month];
    }
  }

  /** The tier that was decided; null for none. */
  @Nullable String before(int customer, int month) {
    return named(before[customer * ends.size() + month]);
  }

  /** The tier that would have been decided; null for none. */
  @Nullable String after(int customer, int month) {
    return named(after[customer * ends.size() + month]);
  }

  private @Nullable String named(byte place) {
    synchronized (places) {
      return place == 0 ? null : tiers.get(place - 1);
    }
  }

  @Nullable String manager(int customer) {
    return managers.get(customers().get(customer));
  }
}
