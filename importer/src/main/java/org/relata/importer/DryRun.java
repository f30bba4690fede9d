package org.relata.importer;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes the entries without sending them: counts the commands and shows the first ones. */
final class DryRun implements Sink {
  private static final int SHOWN = 5;

  private final Journal journal;
  private final PrintWriter out;
  private final Consumer<Entry.Command> seen;
  private final Map<String, Long> counts = new TreeMap<>();
  private int shown;

  /**
   * Makes a dry run.
   *
   * @param seen is given every command
   */
  DryRun(Journal journal, PrintWriter out, Consumer<Entry.Command> seen) {
    this.journal = journal;
    this.out = out;
    this.seen = seen;
  }

  @Override
  public void begin(Mapping.Step step, Row.Columns columns) {
    journal.begin(step, columns);
  }

  @Override
  public void accept(Entry entry) {
    switch (entry) {
      case Entry.Command command -> {
        counts.merge(command.type(), 1L, Long::sum);
        if (shown++ < SHOWN) {
          out.println(command.json());
        }
        seen.accept(command);
        journal.stored(command, false, "");
      }
      case Entry.Rejected rejected -> journal.rejected(rejected);
    }
  }

  @Override
  public void end() {
    journal.end();
  }

  Map<String, Long> counts() {
    return counts;
  }
}
