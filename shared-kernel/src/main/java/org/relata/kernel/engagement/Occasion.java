package org.relata.kernel.engagement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Limits;

/**
 * When something took place, as exactly as it is known: a date, {@code 2024-01-31}, or a time in
 * UTC, {@code 2024-01-31T09:30:00Z}, to the microsecond at most. Between 1900 and 9999.
 */
@Limits(
    max = Occasion.MAX_LENGTH,
    pattern = Occasion.PATTERN,
    description = "A date (2024-01-31) or a time in UTC (2024-01-31T09:30:00Z)")
public record Occasion(@JsonValue String value) {

  public static final int MAX_LENGTH = 27;
  public static final String PATTERN =
      "\\d{4}-\\d{2}-\\d{2}(T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?Z)?";
  private static final Pattern SHAPE = Pattern.compile(PATTERN);
  private static final int DATE_LENGTH = 10;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Occasion {
    if (!SHAPE.matcher(value).matches() || !exists(value)) {
      throw new Rejection(
          "INVALID_DATE", "This is a date such as 2024-01-31, or a time 2024-01-31T09:30:00Z.");
    }
    if (LocalDate.parse(value.substring(0, DATE_LENGTH)).getYear() < 1900) {
      throw new Rejection("DATE_OUT_OF_RANGE", "This date lies between 1900 and 9999.");
    }
  }

  public static Occasion on(LocalDate date) {
    return new Occasion(date.toString());
  }

  private static boolean exists(String value) {
    try {
      LocalDate.parse(value.substring(0, DATE_LENGTH));
      if (value.length() > DATE_LENGTH) {
        Instant.parse(value);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The day, in UTC where a time is known. */
  public LocalDate date() {
    return LocalDate.parse(value.substring(0, DATE_LENGTH));
  }

  /** Whether the time of day is known. */
  public boolean timeKnown() {
    return value.length() > DATE_LENGTH;
  }

  /** The time, or the beginning of the day where only that is known. */
  public Instant from() {
    return timeKnown() ? Instant.parse(value) : date().atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    return value;
  }
}
