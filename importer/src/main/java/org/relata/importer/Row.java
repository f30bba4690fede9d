package org.relata.importer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of an input, with the values that the mapping derived from it behind those of the file.
 *
 * @param line the line of the file in which it begins, from 1
 * @param number the number of the row without the header, from 1; a mended row keeps its first one
 * @param defect what the reader found wrong with it, if anything
 */
record Row(Columns columns, String[] values, long line, long number, @Nullable Problem defect) {

  /** The value of a column; {@code row} and {@code line} are known in every file. */
  String get(String column) {
    Integer index = columns.index.get(column);
    if (index != null) {
      return values[index];
    }
    return switch (column) {
      case "row" -> Long.toString(number);
      case "line" -> Long.toString(line);
      default -> throw new Problem.Unusable("There is no column \"" + column + "\".");
    };
  }

  void set(String column, String value) {
    Integer index = columns.index.get(column);
    if (index == null) {
      throw new IllegalArgumentException("undeclared column " + column);
    }
    values[index] = value;
  }

  /** The value that an error file carries for a column which depends on the rows before. */
  @Nullable String carried(String column) {
    Integer index = columns.index.get("_" + column);
    return index == null || values[index].isEmpty() ? null : values[index];
  }

  /**
   * The columns of the file, then those that the mapping derives. Shared by all rows of an input.
   */
  static final class Columns {
    private static final Set<String> ALWAYS = Set.of("row", "line");

    private final List<String> file;
    private final int width;
    private final Map<String, Integer> index = new HashMap<>();

    Columns(List<String> file, List<String> derived) {
      this.file = List.copyOf(file);
      List<String> all = new ArrayList<>(file);
      all.addAll(derived);
      this.width = all.size();
      for (int i = 0; i < all.size(); i++) {
        if (index.put(all.get(i), i) != null) {
          throw new Problem.Unusable("The column \"" + all.get(i) + "\" is there twice.");
        }
      }
    }

    List<String> file() {
      return file;
    }

    boolean has(String column) {
      return index.containsKey(column);
    }

    /** Refuses an input that lacks a column which the mapping names: most likely the wrong file. */
    void require(Set<String> needed, String input) {
      for (String column : needed) {
        if (!index.containsKey(column) && !ALWAYS.contains(column)) {
          throw new Problem.Unusable(
              "%s has no column \"%s\"; its columns are: %s. Is it the right file and separator?"
                  .formatted(input, column, String.join(", ", file)));
        }
      }
    }

    Row row(List<String> fields, long line, long number, @Nullable Problem defect) {
      String[] values = new String[width];
      Arrays.fill(values, "");
      for (int i = 0; i < Math.min(fields.size(), file.size()); i++) {
        values[i] = fields.get(i);
      }
      Problem found = defect;
      if (found == null && fields.size() != file.size()) {
        found =
            new Problem(
                "",
                "FIELD_COUNT",
                "The row has %d fields, the header has %d.".formatted(fields.size(), file.size()));
      }
      return new Row(this, values, line, number, found);
    }
  }
}
