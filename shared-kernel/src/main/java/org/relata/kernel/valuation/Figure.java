package org.relata.kernel.valuation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Limits;

/**
 * The value of a metric as a text: a decimal ({@code 50000.00}), {@code true} or {@code false}, or
 * a category. Which of them it is, and its decimals, the metric says.
 */
@Impersonal
@Limits(
    max = Figure.MAX_LENGTH,
    pattern = Figure.PATTERN,
    description = "A decimal such as 50000.00, true or false, or a category")
public record Figure(@JsonValue String value) {

  public static final int MAX_LENGTH = Code.MAX_LENGTH;
  public static final int MAX_DECIMALS = 4;
  private static final String DECIMAL_PATTERN = "-?\\d{1,20}(\\.\\d{1,4})?";
  public static final String PATTERN = DECIMAL_PATTERN + "|" + Code.PATTERN;
  private static final Pattern SHAPE = Pattern.compile(PATTERN);
  private static final Pattern DECIMAL = Pattern.compile(DECIMAL_PATTERN);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Figure {
    Rejection.unless(
        SHAPE.matcher(value).matches(),
        "INVALID_FIGURE",
        "A figure is a decimal such as 50000.00, true or false, or a category.");
  }

  public static Figure of(BigDecimal value) {
    return new Figure(value.toPlainString());
  }

  public static Figure of(long value) {
    return new Figure(Long.toString(value));
  }

  public static Figure of(boolean value) {
    return new Figure(Boolean.toString(value));
  }

  /**
   * The number.
   *
   * @throws NumberFormatException when it is none
   */
  public BigDecimal decimal() {
    if (!DECIMAL.matcher(value).matches()) {
      throw new NumberFormatException(value);
    }
    return new BigDecimal(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
