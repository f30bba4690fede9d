package org.relata.chaos;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each fault did: how often it was injected, what it broke, how soon things went on. */
final class Report {

  private static final int ALL_FAULTS = 20;

  /** What is known of one kind of injection. */
  private static final class Line {
    private int count;
    private int violations;
    private final List<Double> acknowledged = new ArrayList<>();
    private final List<Double> visible = new ArrayList<>();
  }

  private final Map<Integer, Map<String, Line>> lines = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  /**
   * Enters a fault.
   *
   * @param acknowledged seconds from its end until a new command was acknowledged
   * @param visible seconds from its end until what was acknowledged could be seen
   */
  void injected(Injection injection, double acknowledged, double visible) {
    Line line = line(injection);
    line.count++;
    line.acknowledged.add(acknowledged);
    line.visible.add(visible);
  }

  void violated(Injection injection, Books.Violation violation) {
    line(injection).violations++;
    violations.add(
        "after fault %d (%s), %s".formatted(injection.fault(), injection.name(), violation));
  }

  private Line line(Injection injection) {
    return lines
        .computeIfAbsent(injection.fault(), _ -> new TreeMap<>())
        .computeIfAbsent(injection.name(), _ -> new Line());
  }

  int injected() {
    return lines.values().stream()
        .flatMap(kinds -> kinds.values().stream())
        .mapToInt(line -> line.count)
        .sum();
  }

  List<String> violations() {
    return Collections.unmodifiableList(violations);
  }

  void print(PrintStream out) {
    out.println();
    out.println(
        "| fault | what | times | broken promises | first acknowledgement after it, s: p50 | p95 |"
            + " most | visible, s: p50 | p95 | most |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int fault = 1; fault <= ALL_FAULTS; fault++) {
      if (!lines.containsKey(fault)) {
        out.printf("| %d | not run | 0 | | | | | | | |%n", fault);
        continue;
      }
      for (Map.Entry<String, Line> kind : lines.get(fault).entrySet()) {
        List<Double> acknowledged = kind.getValue().acknowledged.stream().sorted().toList();
        List<Double> visible = kind.getValue().visible.stream().sorted().toList();
        out.printf(
            Locale.ROOT,
            "| %d | %s | %d | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
            fault,
            kind.getKey(),
            kind.getValue().count,
            kind.getValue().violations,
            quantile(acknowledged, 0.5),
            quantile(acknowledged, 0.95),
            quantile(acknowledged, 1),
            quantile(visible, 0.5),
            quantile(visible, 0.95),
            quantile(visible, 1));
      }
    }
    violations.forEach(out::println);
  }

  static double quantile(List<Double> sorted, double part) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(part * (sorted.size() - 1)));
  }
}
