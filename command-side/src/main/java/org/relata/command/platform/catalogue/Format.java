package org.relata.command.platform.catalogue;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values that are strings in JSON are written: one rule for the reader and for the schema. */
public enum Format {
  DATE(
      LocalDate.class,
      "(18[5-9]\\d|19\\d\\d|[2-9]\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])",
      "INVALID_DATE",
      "A date is written 2026-01-31, from 1850 to 9999."),
  INSTANT(
      Instant.class,
      "(18[5-9]\\d|19\\d\\d|[2-9]\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
          + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z",
      "INVALID_DATE",
      "An instant is written 2026-01-31T10:00:00Z, from 1850 to 9999."),
  DECIMAL(
      BigDecimal.class,
      "-?\\d{1,20}(\\.\\d{1,18})?",
      "INVALID_DECIMAL",
      "A decimal is a string such as \"1234.50\"."),
  CURRENCY(
      Currency.class,
      "[A-Z]{3}",
      "INVALID_CURRENCY",
      "A currency is an ISO 4217 code such as CNY.");

  private final Class<?> type;
  private final Pattern pattern;
  private final String code;
  private final String sentence;

  Format(Class<?> type, String pattern, String code, String sentence) {
    this.type = type;
    this.pattern = Pattern.compile(pattern);
    this.code = code;
    this.sentence = sentence;
  }

  public static @Nullable Format of(Class<?> type) {
    for (Format format : values()) {
      if (format.type == type) {
        return format;
      }
    }
    return null;
  }

  /** Whether the text is written so, and such a day or currency exists. */
  public boolean fits(String text) {
    return text.length() <= 40 && pattern.matcher(text).matches() && exists(text);
  }

  private boolean exists(String text) {
    try {
      switch (this) {
        case DATE -> LocalDate.parse(text);
        case INSTANT -> Instant.parse(text);
        case CURRENCY -> Currency.getInstance(text);
        case DECIMAL -> {
          return true;
        }
      }
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }

  /** A regular expression for the whole text. */
  public String pattern() {
    return pattern.pattern();
  }

  /** The code of a refusal. */
  public String code() {
    return code;
  }

  /** How it is written, as a sentence. */
  public String sentence() {
    return sentence;
  }
}
