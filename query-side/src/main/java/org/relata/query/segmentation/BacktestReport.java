package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.value.Code;
import org.relata.query.organization.EmployeeFacts;
import org.relata.query.organization.EmployeeFacts.Colleague;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioFacts;

/** What came out of a back-test. */
final class BacktestReport {

  static final int MAX_MANAGERS = 500;
  static final int MAX_MOVES = 500;

  private BacktestReport() {}

  /** How far a test is. */
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * One month end.
   *
   * @param evaluated customers whom the evaluation of the day knew; everybody when there was none
   * @param failed customers for whom nothing would have been decided
   * @param different customers with another tier than was decided
   */
  record Month(LocalDate on, long evaluated, long failed, long different, List<Count> moves) {}

  /** How many would have this tier instead of that. */
  record Count(@Nullable String oldTier, @Nullable String newTier, long count) {}

  /** A customer who would have another tier. */
  record Move(
      String customerId, LocalDate on, @Nullable String oldTier, @Nullable String newTier) {}

  /**
   * A tier at the last month end.
   *
   * @param capacity how many customers those who may keep the tier may keep; null when anybody may
   * @param breach whether there would be more customers than that
   */
  record TierLoad(
      String tier,
      long before,
      long after,
      long visitsBefore,
      long visitsAfter,
      @Nullable Long capacity,
      boolean breach) {}

  /**
   * A manager at the last month end.
   *
   * @param misplaced customers whose tier would be one that the manager may not keep
   */
  record ManagerLoad(
      String managerId,
      int customers,
      @Nullable Integer cap,
      long misplaced,
      long visitsBefore,
      long visitsAfter) {}

  static State state(Backtest test) {
    if (test.failure() != null) {
      return State.FAILED;
    }
    return test.isDone() ? State.DONE : State.RUNNING;
  }

  private static boolean isOver(Backtest test) {
    return test.failure() == null && test.isDone();
  }

  static List<Month> months(Backtest test) {
    List<Month> months = new ArrayList<>();
    for (int month = 0; isOver(test) && month < test.ends().size(); month++) {
      Map<List<@Nullable String>, Long> counts = new LinkedHashMap<>();
      for (int customer = 0; customer < test.customers().size(); customer++) {
        @Nullable String old = test.before(customer, month);
        @Nullable String now = test.after(customer, month);
        if (!Objects.equals(old, now)) {
          counts.merge(java.util.Arrays.asList(old, now), 1L, Long::sum);
        }
      }
      List<Count> moves =
          counts.entrySet().stream()
              .map(one -> new Count(one.getKey().get(0), one.getKey().get(1), one.getValue()))
              .sorted(
                  Comparator.comparingLong(Count::count)
                      .reversed()
                      .thenComparing(one -> String.valueOf(one.oldTier()))
                      .thenComparing(one -> String.valueOf(one.newTier())))
              .toList();
      months.add(
          new Month(
              test.ends().get(month),
              test.evaluated(month),
              test.failed(month),
              moves.stream().mapToLong(Count::count).sum(),
              moves));
    }
    return months;
  }

  /** Customers who would have another tier, in the order of their identifiers. */
  static List<Move> moves(Backtest test, LocalDate end, @Nullable String after, int first) {
    int month = test.ends().indexOf(end);
    List<Move> moves = new ArrayList<>();
    for (int customer = 0;
        isOver(test) && month >= 0 && customer < test.customers().size() && moves.size() < first;
        customer++) {
      String id = test.customers().get(customer);
      @Nullable String old = test.before(customer, month);
      @Nullable String now = test.after(customer, month);
      if (!Objects.equals(old, now) && (after == null || id.compareTo(after) > 0)) {
        moves.add(new Move(id, end, old, now));
      }
    }
    return moves;
  }

  static List<TierLoad> tiers(Backtest test, @Nullable PolicyText active, View view) {
    if (!isOver(test)) {
      return List.of();
    }
    int last = test.ends().size() - 1;
    Map<String, Long> before = new TreeMap<>();
    Map<String, Long> after = new TreeMap<>();
    for (int customer = 0; customer < test.customers().size(); customer++) {
      count(before, test.before(customer, last));
      count(after, test.after(customer, last));
    }
    PolicyText tested = test.policy().text();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    tested.tiers().forEach(tier -> names.add(tier.tier().value()));
    Map<String, Colleague> colleagues = EmployeeFacts.byId(view);
    Map<String, Integer> caps = PortfolioFacts.caps(view);
    List<TierLoad> loads = new ArrayList<>();
    for (String name : names) {
      long now = after.getOrDefault(name, 0L);
      long then = before.getOrDefault(name, 0L);
      @Nullable Long capacity = capacity(described(tested, name), colleagues, caps);
      loads.add(
          new TierLoad(
              name,
              then,
              now,
              then * visits(active, name),
              now * visits(tested, name),
              capacity,
              capacity != null && now > capacity));
    }
    return loads;
  }

  private static void count(Map<String, Long> counts, @Nullable String tier) {
    if (tier != null) {
      counts.merge(tier, 1L, Long::sum);
    }
  }

  private static long visits(@Nullable PolicyText policy, @Nullable String tier) {
    PolicyText.@Nullable Tier described = policy == null ? null : described(policy, tier);
    return described == null ? 0 : described.visits();
  }

  private static @Nullable Long capacity(
      PolicyText.@Nullable Tier tier,
      Map<String, Colleague> colleagues,
      Map<String, Integer> caps) {
    if (tier == null || (tier.keepers().isEmpty() && tier.keeperUnits() == null)) {
      return null;
    }
    return caps.entrySet().stream()
        .filter(cap -> mayKeep(tier, colleagues.get(cap.getKey())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The managers with most visits to make first. */
  static List<ManagerLoad> managers(Backtest test, @Nullable PolicyText active, View view) {
    if (!isOver(test)) {
      return List.of();
    }
    int last = test.ends().size() - 1;
    Map<String, Colleague> colleagues = EmployeeFacts.byId(view);
    Map<String, Integer> caps = PortfolioFacts.caps(view);
    Map<String, long[]> loads = new TreeMap<>();
    PolicyText tested = test.policy().text();
    for (int customer = 0; customer < test.customers().size(); customer++) {
      @Nullable String manager = test.manager(customer);
      if (manager != null) {
        long[] load = loads.computeIfAbsent(manager, _ -> new long[4]);
        @Nullable String now = test.after(customer, last);
        load[0]++;
        load[1] += mayKeep(described(tested, now), colleagues.get(manager)) ? 0 : 1;
        load[2] += visits(active, test.before(customer, last));
        load[3] += visits(tested, now);
      }
    }
    return loads.entrySet().stream()
        .map(
            one -> {
              long[] load = one.getValue();
              return new ManagerLoad(
                  one.getKey(), (int) load[0], caps.get(one.getKey()), load[1], load[2], load[3]);
            })
        .sorted(
            Comparator.comparingLong(ManagerLoad::visitsAfter)
                .reversed()
                .thenComparing(ManagerLoad::managerId))
        .limit(MAX_MANAGERS)
        .toList();
  }

  private static boolean mayKeep(PolicyText.@Nullable Tier tier, @Nullable Colleague colleague) {
    return tier == null || (colleague != null && colleague.mayKeep(tier));
  }

  private static PolicyText.@Nullable Tier described(PolicyText policy, @Nullable String tier) {
    return tier == null ? null : policy.tier(new Code(tier));
  }
}
