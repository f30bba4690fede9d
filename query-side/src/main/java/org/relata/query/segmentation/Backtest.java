package org.relata.query.segmentation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.Standing;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.value.Code;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Moment;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.Snapshot;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioFacts;
import org.relata.query.valuation.CustomerMetrics;

/**
 * What a policy would have decided at past month ends, as known at one position, beside what was
 * decided. It reads and nothing else. Two bytes are kept per customer and month.
 */
final class Backtest {

  static final int MAX_MONTHS = 60;
  private static final int CHUNK = 500;
  private static final int MAX_TIERS = 127;

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
  private final Supplier<Snapshot> source;
  private final List<LocalDate> ends;
  private final List<String> customers;
  private final byte[] before;
  private final byte[] after;
  private final int[] failed;
  private final Map<String, Byte> places = new LinkedHashMap<>();
  private final List<String> tiers = new ArrayList<>();
  private final Map<String, String> managers = new java.util.concurrent.ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private volatile @Nullable RuntimeException failure;

  Backtest(Asked asked, Policy policy, Supplier<Snapshot> source) {
    this.asked = asked;
    this.policy = policy;
    this.source = source;
    this.ends = asked.ends();
    try (Snapshot snapshot = source.get()) {
      this.customers = CustomerFacts.open(policy.text().audience(), view(snapshot));
    }
    this.before = new byte[customers.size() * ends.size()];
    this.after = new byte[customers.size() * ends.size()];
    this.failed = new int[ends.size()];
  }

  private View view(Snapshot snapshot) {
    return new View(snapshot, new Moment.AsOf(asked.position()));
  }

  int chunks() {
    return (customers.size() + CHUNK - 1) / CHUNK;
  }

  /** Computes some customers; may be called by several threads, for different chunks. */
  void compute(int chunk) {
    if (failure != null) {
      return;
    }
    try (Snapshot snapshot = source.get()) {
      compute(chunk, view(snapshot));
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void compute(int chunk, View view) {
    int first = chunk * CHUNK;
    List<String> ids = customers.subList(first, Math.min(first + CHUNK, customers.size()));
    Set<CustomerRow> rows = new LinkedHashSet<>(CustomerFacts.rows(ids, view));
    Map<String, List<TierMoveRow>> moves = moves(ids, view);
    Map<CustomerRow, CustomerMetrics> metrics =
        CustomerMetrics.of(rows, policy.metrics(), ends.getFirst(), ends.getLast(), view);
    managers.putAll(PortfolioFacts.managers(Set.copyOf(ids), view));
    Map<String, CustomerMetrics> byId = new LinkedHashMap<>();
    metrics.forEach((row, one) -> byId.put(row.customerId().value(), one));
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      @Nullable CustomerMetrics one = byId.get(id);
      if (one != null) {
        compute(first + i, one, moves.getOrDefault(id, List.of()));
      }
      done.incrementAndGet();
    }
  }

  private void compute(int customer, CustomerMetrics metrics, List<TierMoveRow> moves) {
    @Nullable Standing standing = decided(moves, ends.getFirst().minusDays(1));
    for (int month = 0; month < ends.size(); month++) {
      LocalDate end = ends.get(month);
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
    synchronized (failed) {
      failed[month]++;
    }
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

  List<String> customers() {
    return customers;
  }

  /** Whether all customers are computed. */
  boolean isDone() {
    return done.get() == customers.size();
  }

  int done() {
    return done.get();
  }

  @Nullable RuntimeException failure() {
    return failure;
  }

  int failed(int month) {
    synchronized (failed) {
      return failed[month];
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
    return managers.get(customers.get(customer));
  }
}
