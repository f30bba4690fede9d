package org.relata.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds an answer against what the oracle says, value by value. */
final class Comparison {

  private static final int TOLD = 10;

  private final List<String> differences = new ArrayList<>();

  private Comparison() {}

  /** What differs, each with its path; a few of them when there are many. */
  static List<String> of(String path, @Nullable Object expected, JsonNode actual) {
    Comparison comparison = new Comparison();
    comparison.compare(path, expected, actual);
    return comparison.differences;
  }

  private void compare(String path, @Nullable Object expected, JsonNode actual) {
    switch (expected) {
      case Map<?, ?> map -> object(path, map, actual);
      case List<?> list -> array(path, list, actual);
      case null -> tell(actual.isNull(), path, null, actual);
      // A figure is a number however many zeros it ends with.
      case BigDecimal number ->
          tell(
              actual.isString() && number.compareTo(new BigDecimal(actual.stringValue())) == 0,
              path,
              number,
              actual);
      case Boolean flag ->
          tell(actual.isBoolean() && flag == actual.booleanValue(), path, flag, actual);
      case Integer number -> number(path, number, actual);
      case Long number -> number(path, number, actual);
      default ->
          tell(
              actual.isString()
                  && (expected == Answers.SOME_TEXT
                      || expected.toString().equals(actual.stringValue())),
              path,
              expected,
              actual);
    }
  }

  private void number(String path, Number expected, JsonNode actual) {
    tell(
        actual.isIntegralNumber() && expected.longValue() == actual.longValue(),
        path,
        expected,
        actual);
  }

  private void object(String path, Map<?, ?> expected, JsonNode actual) {
    if (!actual.isObject() || actual.size() != expected.size()) {
      tell(false, path, expected, actual);
      return;
    }
    expected.forEach(
        (name, value) -> compare(path + "." + name, value, actual.path(name.toString())));
  }

  private void array(String path, List<?> expected, JsonNode actual) {
    if (!actual.isArray() || actual.size() != expected.size()) {
      tell(false, path, expected, actual);
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      compare(path + "[" + i + "]", expected.get(i), actual.get(i));
    }
  }

  private void tell(boolean same, String path, @Nullable Object expected, JsonNode actual) {
    if (!same && differences.size() < TOLD) {
      differences.add(
          path
              + " is "
              + shortened(actual.toString())
              + " and should be "
              + shortened("" + expected));
    }
  }

  private static String shortened(String text) {
    return text.length() < 1_000 ? text : text.substring(0, 1_000) + "...";
  }
}
