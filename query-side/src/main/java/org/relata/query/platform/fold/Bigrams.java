package org.relata.query.platform.fold;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * All pieces of two characters of a text in lower case, each once, sorted. A Chinese name is often
 * sought by two characters, of which there is no trigram.
 */
public final class Bigrams {

  private Bigrams() {}

  public static List<String> of(String text) {
    int[] points = text.toLowerCase(Locale.ROOT).codePoints().toArray();
    TreeSet<String> pieces = new TreeSet<>();
    for (int i = 0; i + 1 < points.length; i++) {
      pieces.add(new String(points, i, 2));
    }
    return List.copyOf(pieces);
  }
}
