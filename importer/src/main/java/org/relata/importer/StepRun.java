package org.relata.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs one step: reads the rows, derives, filters and sums them up, and hands the entries to the
 * sink. The same file and mapping give the same entries in the same order, which resuming relies
 * on.
 */
final class StepRun {
  private final Mapping.Step step;
  private final Path data;
  private final Sink sink;
  private final Map<String, CounterState> counters = new HashMap<>();
  private final List<Maker> makers = new ArrayList<>();

  private static final class CounterState {
    private long value;
    private @Nullable String before;
  }

  /** What makes commands of one plan. */
  private record Maker(Mapping.Plan plan, @Nullable Batches batches) {}

  StepRun(Mapping.Step step, Path data, Sink sink) {
    this.step = step;
    this.data = data;
    this.sink = sink;
    for (Mapping.Plan plan : step.plans()) {
      makers.add(
          new Maker(plan, plan.batch() == null ? null : new Batches(plan, plan.batch(), sink)));
    }
  }

  /**
   * Runs the step to its end.
   *
   * @param progress is told how many bytes of the file have been read
   */
  void run(LongConsumer progress) {
    try (Rows rows = step.input().open(data, step.derived())) {
      rows.columns().require(step.columns(), step.input().path(data).toString());
      sink.begin(step, rows.columns());
      RunningDays days =
          step.running() == null ? null : new RunningDays(step.running(), sink, this::make);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        take(row, days);
        if (row.number() % 256 == 0) {
          progress.accept(rows.position());
        }
      }
      if (days != null) {
        days.finish();
      }
      for (Maker maker : makers) {
        if (maker.batches != null) {
          maker.batches.finish();
        }
      }
      sink.end();
      progress.accept(rows.position());
    }
  }

  private void take(Row row, @Nullable RunningDays days) {
    try {
      derive(row);
      if (step.where() != null && !step.where().holds(row)) {
        return;
      }
    } catch (Problem.Rejection e) {
      if (days != null) {
        days.lost(row);
      }
      sink.accept(new Entry.Rejected(new Entry.Source(row), "", e.problem()));
      return;
    }
    if (days != null) {
      days.add(row);
    } else {
      make(new Entry.Source(row));
    }
  }

  private void derive(Row row) {
    Problem defect = row.defect();
    if (defect != null) {
      // A mended row cannot be counted again in its place: it gets the count of the row before.
      counters.forEach((name, counter) -> row.set(name, Long.toString(counter.value)));
      throw new Problem.Rejection(defect.field(), defect.code(), defect.reason());
    }
    for (Mapping.Let let : step.lets()) {
      String value =
          switch (let) {
            case Mapping.Let.Plain plain -> text(plain.value().of(row));
            case Mapping.Let.Counter counter -> count(counter, row);
          };
      row.set(let.name(), value);
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "" : value.asString();
  }

  private String count(Mapping.Let.Counter counter, Row row) {
    String carried = row.carried(counter.name());
    if (carried != null) {
      return carried;
    }
    CounterState state = counters.get(counter.name());
    if (state == null) {
      state = new CounterState();
      state.value = counter.from();
      counters.put(counter.name(), state);
    }
    String now = counter.upWhenLower().text(row);
    if (state.before != null && Condition.Compared.compare(now, state.before) < 0) {
      state.value++;
    }
    state.before = now;
    return Long.toString(state.value);
  }

  private void make(Entry.Source source) {
    Row row = source.last();
    for (Maker maker : makers) {
      Mapping.Plan plan = maker.plan;
      if (row.columns().has(ErrorFile.COMMAND)) {
        String only = row.get(ErrorFile.COMMAND);
        if (!only.isEmpty() && !only.equals(plan.label())) {
          continue;
        }
      }
      try {
        if (plan.when() != null && !plan.when().holds(row)) {
          continue;
        }
        if (maker.batches == null) {
          sink.accept(Envelope.of(plan, source));
        } else {
          maker.batches.add(source);
        }
      } catch (Problem.Rejection e) {
        sink.accept(new Entry.Rejected(source, plan.label(), e.problem()));
      }
    }
  }
}
