package org.relata.query.segmentation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.query.platform.graph.Computations;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.View;

/** What would come of it: back-tests of policies and previews of allotments. */
public final class TrialGraph implements GraphModule {

  private static final int AT_ONCE = 3;

  private final Computations<Backtest.Asked, Backtest> backtests =
      new Computations<>("relata-back-test-", AT_ONCE);

  /** Pages of one preview are of one plan. */
  private final Cache<Previewed, List<AllotmentPlan.Line>> previews =
      Caffeine.newBuilder().maximumSize(4).expireAfterAccess(Duration.ofMinutes(10)).build();

  /** What an allotment is computed for. */
  private record Previewed(UUID incarnation, long position, SchemeId scheme, Set<String> units) {}

  @Override
  public void register(Graph graph) {
    graph.type("BacktestMonth", BacktestReport.Month.class);
    graph.type("BacktestCount", BacktestReport.Count.class);
    graph.type("BacktestMove", BacktestReport.Move.class);
    graph.type("BacktestTier", BacktestReport.TierLoad.class);
    graph.type("BacktestManager", BacktestReport.ManagerLoad.class);
    graph.type("AllotmentLine", AllotmentPlan.Line.class);
    graph.root("allotmentPreview", this::preview);
    graph.root("backtest", this::backtest);
    graph.<Backtest>field("Backtest", "scheme", (test, _) -> test.asked().scheme());
    graph.<Backtest>field("Backtest", "version", (test, _) -> test.asked().version());
    graph.<Backtest>field("Backtest", "position", (test, _) -> test.asked().position());
    graph.<Backtest>field("Backtest", "state", (test, _) -> BacktestReport.state(test));
    graph.<Backtest>field("Backtest", "total", (test, _) -> test.customers().size());
    graph.<Backtest>field("Backtest", "done", (test, _) -> test.done());
    graph.<Backtest>field("Backtest", "months", (test, _) -> BacktestReport.months(test));
    graph.<Backtest>field(
        "Backtest",
        "moves",
        (test, question) ->
            BacktestReport.moves(
                test,
                Objects.requireNonNull(question.<LocalDate>argument("on")),
                question.argument("after"),
                first(question)));
    graph.<Backtest>field(
        "Backtest",
        "tiers",
        (test, question) ->
            BacktestReport.tiers(test, active(test, question.view()), question.view()));
    graph.<Backtest>field(
        "Backtest",
        "managers",
        (test, question) ->
            BacktestReport.managers(test, active(test, question.view()), question.view()));
  }

  private List<AllotmentPlan.Line> preview(Question question) {
    @Nullable List<?> named = question.argument("unitIds");
    Set<String> units =
        named == null
            ? Set.of()
            : named.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    Previewed asked =
        new Previewed(
            question.snapshot().incarnation(),
            question.moment().position(),
            Policies.scheme(question),
            units);
    @Nullable String after = question.argument("after");
    return previews
        .get(asked, _ -> AllotmentPlan.of(asked.scheme(), units, question.view()))
        .stream()
        .filter(line -> after == null || line.customerId().compareTo(after) > 0)
        .limit(first(question))
        .toList();
  }

  private static int first(Question question) {
    int first = Objects.requireNonNull(question.<Integer>argument("first"));
    if (first < 1 || first > BacktestReport.MAX_MOVES) {
      throw GraphRefusal.limit(
          "PAGE_LIMIT", "A page has 1 to 500 entries.", BacktestReport.MAX_MOVES, first);
    }
    return first;
  }

  private @Nullable Backtest backtest(Question question) {
    SchemeId scheme = Policies.scheme(question);
    int version = Objects.requireNonNull(question.<Integer>argument("version"));
    @Nullable PolicyRow policy = Policies.version(scheme, version, question.view());
    if (policy == null) {
      return null;
    }
    YearMonth from = month(question, "from");
    YearMonth to = month(question, "to");
    long months = ChronoUnit.MONTHS.between(from, to) + 1;
    if (months < 1) {
      throw new GraphRefusal("INVALID_PERIOD", "A period does not end before it begins.");
    }
    if (months > Backtest.MAX_MONTHS) {
      throw GraphRefusal.limit(
          "PERIOD_LIMIT", "The period has too many months.", Backtest.MAX_MONTHS, months);
    }
    Backtest.Asked asked =
        new Backtest.Asked(
            question.snapshot().incarnation(),
            question.moment().position(),
            scheme,
            version,
            from,
            to);
    Policy rules = Policies.read(policy.text());
    @Nullable Backtest test =
        backtests.of(asked, () -> new Backtest(asked, rules, question.view()));
    if (test == null) {
      throw GraphRefusal.limit(
          "TOO_MANY_BACKTESTS",
          "Other back-tests are being computed; ask again later.",
          AT_ONCE,
          AT_ONCE + 1);
    }
    if (test.failure() != null) {
      // Told once; whoever asks again has it computed anew.
      backtests.forget(asked);
    }
    return test;
  }

  private static YearMonth month(Question question, String argument) {
    return YearMonth.from(Objects.requireNonNull(question.<LocalDate>argument(argument)));
  }

  /** What decides at the end of the tested period, as far as it is active. */
  private static @Nullable PolicyText active(Backtest test, View view) {
    @Nullable PolicyRow deciding =
        Policies.deciding(test.asked().scheme(), test.ends().getLast(), view);
    return deciding == null ? null : deciding.text();
  }
}
