package org.relata.faults;

import java.util.HashMap;
import java.util.Map;

/** Recognises in what a client says which statement it wants done, prepared ones included. */
final class Statements {

  private static final char PARSE = 'P';
  private static final char BIND = 'B';
  private static final char QUERY = 'Q';
  private static final char END = 0;

  private final Map<String, String> prepared = new HashMap<>();

  /** The text of the statement that this message wants done, empty when it wants none done. */
  String wanted(char type, String begin) {
    return switch (type) {
      case QUERY -> text(begin, 0);
      case PARSE -> {
        String name = text(begin, 0);
        prepared.put(name, text(begin, name.length() + 1));
        yield "";
      }
      case BIND -> {
        String portal = text(begin, 0);
        yield prepared.getOrDefault(text(begin, portal.length() + 1), "");
      }
      default -> "";
    };
  }

  private static String text(String begin, int from) {
    int end = begin.indexOf(END, from);
    return begin.substring(from, end < 0 ? begin.length() : end);
  }
}
