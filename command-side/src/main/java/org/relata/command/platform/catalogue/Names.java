package org.relata.command.platform.catalogue;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** What a sender wrote where a name is expected: which name was meant, and how it is shown back. */
public final class Names {

  private static final int MAX_SHOWN = 60;
  private static final int MAX_DISTANCE = 2;

  private Names() {}

  /** The known name that the sender probably meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(one -> one.equalsIgnoreCase(name) || distance(one, name) <= MAX_DISTANCE)
        .findFirst();
  }

  /**
   * The text as far as it may stand in an answer: short, and without what is no text or would
   * deceive its reader (control characters, lone surrogates, changes of writing direction).
   */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MAX_SHOWN).forEach(point -> shown.appendCodePoint(harmless(point)));
    return text.codePointCount(0, text.length()) > MAX_SHOWN ? shown + "..." : shown.toString();
  }

  private static int harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          '\uFFFD';
      default -> point;
    };
  }

  /** Levenshtein distance as far as it matters here. */
  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
