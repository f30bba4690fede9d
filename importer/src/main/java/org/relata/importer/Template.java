package org.relata.importer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * A text with places such as {@code ${client_id}} or {@code ${date|date:short|plusMonths:12}}: a
 * column and filters that are applied from left to right. An empty value is an absent one: a lone
 * place is then left out, a place inside of other text refuses the row (half an identifier is worse
 * than none) unless it ends in {@code default:}.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Place(String column, List<Filter> filters, Filter.Type type, boolean optional)
      implements Part {}

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  static Template parse(String source, Library library) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      literal(parts, source.substring(end, matcher.start()), source);
      parts.add(place(matcher.group(1), library, source));
      end = matcher.end();
    }
    literal(parts, source.substring(end), source);
    return new Template(source, List.copyOf(parts));
  }

  private static void literal(List<Part> parts, String text, String source) {
    if (text.contains("${")) {
      throw new Problem.Unusable("\"" + source + "\" has a place without an end: \"${\".");
    }
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }

  private static Place place(String inner, Library library, String source) {
    String[] pieces = inner.split("\\|", -1);
    List<Filter> filters = new ArrayList<>();
    Filter.Type type = Filter.Type.TEXT;
    boolean optional = false;
    for (String piece : List.of(pieces).subList(1, pieces.length)) {
      int colon = piece.indexOf(':');
      String name = (colon < 0 ? piece : piece.substring(0, colon)).strip();
      List<String> arguments =
          colon < 0 ? List.of() : List.of(piece.substring(colon + 1).split(",", -1));
      type = Filter.Type.of(name);
      optional |= name.equals("default");
      try {
        filters.add(Filter.of(name, arguments, library));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new Problem.Unusable(
            "The filter \"%s\" in \"%s\" is not complete.".formatted(piece, source), e);
      }
    }
    return new Place(pieces[0].strip(), List.copyOf(filters), type, optional);
  }

  /** The columns that it needs. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Place place) {
        columns.add(place.column);
        place.filters.forEach(filter -> columns.addAll(filter.columns()));
      }
    }
    return columns;
  }

  /** The value as JSON: a string, or what the last filter makes of it; missing if it is empty. */
  JsonNode evaluate(Row row) {
    if (parts.size() == 1 && parts.getFirst() instanceof Place place) {
      String value = text(place, row);
      return value.isEmpty() ? MissingNode.getInstance() : place.type.json(place.column, value);
    }
    String text = text(row);
    return text.isEmpty() ? MissingNode.getInstance() : JsonNodeFactory.instance.stringNode(text);
  }

  /** The value as text, empty if it is absent. */
  String text(Row row) {
    if (parts.size() == 1) {
      return text(parts.getFirst(), row);
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String value = text(part, row);
      if (value.isEmpty() && part instanceof Place place && !place.optional) {
        throw new Problem.Rejection(
            place.column, "MISSING", "The column is empty, and \"" + source + "\" needs it.");
      }
      text.append(value);
    }
    return text.toString();
  }

  private static String text(Part part, Row row) {
    return switch (part) {
      case Literal literal -> literal.text;
      case Place place -> {
        String value = row.get(place.column);
        for (Filter filter : place.filters) {
          value = filter.apply(place.column, value, row);
        }
        yield value;
      }
    };
  }

  @Override
  public String toString() {
    return source;
  }
}
