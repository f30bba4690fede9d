package org.relata.standalone.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.command.segmentation.SegmentationCommand.AssignTier;
import org.relata.command.segmentation.SegmentationCommand.CloseBusinessDay;
import org.relata.command.segmentation.SegmentationCommand.CompleteEvaluation;
import org.relata.command.segmentation.SegmentationCommand.EvaluateTiers;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.valuation.Metrics;

/**
 * The business days of the last six months and the tiers at the end of each. The demo bank sends
 * what the automation would send, so that the positions are the same on every machine; the
 * automation finds each month evaluated and has nothing to do.
 */
final class DemoMonthEnds {

  private static final int MONTHS = 6;
  private static final SchemeId SCHEME = ShippedPolicies.PERSONAL_AUM;

  private final DemoFigures figures;
  private final List<CustomerId> persons;
  private final Policy policy =
      Policy.of(
          Objects.requireNonNull(
              ShippedPolicies.of(SCHEME, Currency.getInstance("CNY")), "shipped"));
  private final Map<CustomerId, Verdict> last = new HashMap<>();

  DemoMonthEnds(List<Command> facts, List<CustomerId> persons) {
    this.figures = DemoFigures.of(facts);
    this.persons = persons;
  }

  List<List<Command>> groups(long readAt) {
    List<List<Command>> groups = new ArrayList<>();
    YearMonth latest = YearMonth.from(DemoBank.LAST_DAY);
    for (int back = MONTHS - 1; back >= 0; back--) {
      YearMonth month = latest.minusMonths(back);
      List<Command> group = new ArrayList<>();
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        LocalDate date = month.atDay(day);
        if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
          group.add(new CloseBusinessDay(date));
        }
      }
      evaluate(group, month.atEndOfMonth(), readAt);
      groups.add(group);
    }
    return groups;
  }

  /** Only tiers that change are sent: the command side would answer "unchanged" to the others. */
  private void evaluate(List<Command> group, LocalDate on, long readAt) {
    EvaluationId id = new EvaluationId(SCHEME + "." + on);
    group.add(new EvaluateTiers(SCHEME, on, null, null));
    int changed = 0;
    for (CustomerId person : persons) {
      Metrics metrics = figures.of(person, on);
      Verdict verdict = policy.evaluate(metrics);
      @Nullable Verdict before = last.put(person, verdict);
      if (before == null
          || !Objects.equals(before.tier(), verdict.tier())
          || before.inScope() != verdict.inScope()) {
        group.add(new AssignTier(person, SCHEME, id, on, metrics, readAt));
        changed++;
      }
    }
    EvaluationProgress done =
        new EvaluationProgress(readAt, persons.size(), persons.size(), changed, 0);
    group.add(new CompleteEvaluation(id, done));
  }
}
