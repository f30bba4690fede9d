package org.relata.importer;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The code tables, date formats and look-ups of a mapping, which its templates name. */
final class Library {
  private final Map<String, Map<String, String>> tables = new HashMap<>();
  private final Map<String, DateTimeFormatter> dateFormats =
      new HashMap<>(Map.of("iso", DateTimeFormatter.ISO_LOCAL_DATE));
  private final Map<String, Lookup> lookups = new HashMap<>();

  /**
   * Another file in which a key finds a value. It is read when first needed and is held in memory.
   */
  static final class Lookup {
    private final String name;
    private final Input input;
    private final Template key;
    private final Template value;
    private final @Nullable Condition where;
    private final Path directory;
    private @Nullable Map<String, String> entries;

    Lookup(
        String name,
        Input input,
        Template key,
        Template value,
        @Nullable Condition where,
        Path directory) {
      this.name = name;
      this.input = input;
      this.key = key;
      this.value = value;
      this.where = where;
      this.directory = directory;
    }

    Map<String, String> entries() {
      Map<String, String> known = entries;
      if (known == null) {
        known = read();
        entries = known;
      }
      return known;
    }

    private Map<String, String> read() {
      Map<String, String> found = new HashMap<>();
      try (Rows rows = input.open(directory, List.of())) {
        String place = "The look-up \"" + name + "\": " + input.file();
        rows.columns().require(key.columns(), place);
        rows.columns().require(value.columns(), place);
        for (Row row = rows.next(); row != null; row = rows.next()) {
          if (row.defect() == null && (where == null || where.holds(row))) {
            if (found.put(key.text(row), value.text(row)) != null) {
              throw new Problem.Unusable(
                  "%s has the key %s twice (line %d).".formatted(place, key.text(row), row.line()));
            }
          }
        }
      }
      return found;
    }
  }

  void addTable(String name, Map<String, String> entries) {
    tables.put(name, Map.copyOf(entries));
  }

  void addDateFormat(String name, Fields fields) {
    dateFormats.put(name, dateFormat(fields));
  }

  private static DateTimeFormatter dateFormat(Fields fields) {
    String pattern = fields.text("pattern");
    Locale locale = Locale.forLanguageTag(fields.text("locale", "en"));
    JsonNode century = fields.optional("yearsFrom");
    fields.end();
    try {
      DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
      int years = pattern.indexOf("yy");
      if (century != null && years >= 0 && pattern.indexOf("yyy") < 0) {
        // Java puts two digits into the years 2000 to 2099, unless told otherwise.
        appendPattern(builder, pattern.substring(0, years));
        builder.appendValueReduced(ChronoField.YEAR, 2, 2, century.asInt());
        appendPattern(builder, pattern.substring(years + 2));
      } else {
        builder.appendPattern(pattern.replace('y', 'u'));
      }
      return builder.toFormatter(locale).withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new Problem.Unusable(fields.place() + ": " + e.getMessage(), e);
    }
  }

  private static void appendPattern(DateTimeFormatterBuilder builder, String pattern) {
    if (!pattern.isEmpty()) {
      builder.appendPattern(pattern);
    }
  }

  void addLookup(Lookup lookup) {
    lookups.put(lookup.name, lookup);
  }

  DateTimeFormatter dateFormat(String name) {
    return known(dateFormats, name, "date format");
  }

  /** Converts a code; {@code *} in a table stands for any other, an empty one may be listed. */
  Filter table(String name) {
    Map<String, String> table = known(tables, name, "table");
    return (column, value, row) -> {
      String found = table.get(value);
      if (found != null || value.isEmpty()) {
        return found == null ? "" : found;
      }
      String other = table.get("*");
      if (other == null) {
        throw new Problem.Rejection(
            column,
            "UNKNOWN_CODE",
            "\"%s\" is not in the table \"%s\" of the mapping.".formatted(value, name));
      }
      return other;
    };
  }

  Filter lookup(String name) {
    Lookup lookup = known(lookups, name, "look-up");
    return (column, value, row) -> {
      if (value.isEmpty()) {
        return value;
      }
      String found = lookup.entries().get(value);
      if (found == null) {
        throw new Problem.Rejection(
            column, "NOT_FOUND", "%s is not in %s.".formatted(value, lookup.input.file()));
      }
      return found;
    };
  }

  private static <T> T known(Map<String, T> entries, String name, String kind) {
    T found = entries.get(name);
    if (found == null) {
      throw new Problem.Unusable(
          "The mapping has no %s \"%s\"; it has: %s."
              .formatted(
                  kind, name, String.join(", ", entries.keySet().stream().sorted().toList())));
    }
    return found;
  }
}
