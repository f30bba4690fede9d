package org.relata.importer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What holds of every command, whatever its type: identifiers and money have one form. The server
 * knows the rest; checking this much here makes a dry run worth its name.
 */
final class Shape {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,30}(\\.\\d{1,6})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private Shape() {}

  /**
   * Checks a value and all it contains.
   *
   * @throws Problem.Rejection naming the first field that has not the right form
   */
  static void check(String pointer, JsonNode node) {
    if (node.isObject()) {
      if (isMoney(node)) {
        money(pointer, node);
      }
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        field(pointer + "/" + field.getKey(), field.getKey(), field.getValue());
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(pointer + "/" + i, node.get(i));
      }
    }
  }

  /** A currency alone is money whose amount the row did not have. */
  private static boolean isMoney(JsonNode node) {
    return node.has("currency") && node.size() == (node.has("amount") ? 2 : 1);
  }

  private static void money(String pointer, JsonNode node) {
    JsonNode amount = node.get("amount");
    if (amount == null || !amount.isString() || !AMOUNT.matcher(amount.stringValue()).matches()) {
      throw new Problem.Rejection(
          pointer + "/amount", "BAD_MONEY", "Money needs an amount, a decimal as a string.");
    }
    if (!CURRENCY.matcher(node.get("currency").asString()).matches()) {
      throw new Problem.Rejection(
          pointer + "/currency", "BAD_MONEY", "A currency is three capital letters.");
    }
  }

  private static void field(String pointer, String name, JsonNode value) {
    if (name.endsWith("Id")
        && !(value.isString() && IDENTIFIER.matcher(value.stringValue()).matches())) {
      throw new Problem.Rejection(
          pointer,
          "BAD_IDENTIFIER",
          value
              + " is no identifier: 1 to 64 letters, digits and . _ - beginning with a letter or"
              + " digit.");
    }
    if ((name.equals("on") || name.endsWith("On")) && value.isString()) {
      time(pointer, value.stringValue());
    }
    check(pointer, value);
  }

  /** Checks that a text is a date or an instant, both ISO 8601. */
  static void time(String pointer, String text) {
    try {
      if (text.length() == 10) {
        LocalDate.parse(text);
      } else {
        Instant.parse(text);
      }
    } catch (DateTimeException e) {
      throw new Problem.Rejection(
          pointer, "BAD_DATE", "\"" + text + "\" is neither a date nor an instant.");
    }
  }
}
