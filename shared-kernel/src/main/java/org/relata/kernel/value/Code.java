package org.relata.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.relata.kernel.Rejection;

/** An entry of a dictionary (region, industry, product, ...) named by its code. */
@Limits(max = Code.MAX_LENGTH, pattern = Code.PATTERN, description = "A dictionary code")
public record Code(@JsonValue String value) {

  public static final int MAX_LENGTH = 64;
  public static final String PATTERN = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._&/+()'-]{0,63}";
  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Code {
    if (!SHAPE.matcher(value).matches()) {
      throw new Rejection(
          "INVALID_CODE",
          "A code has 1 to 64 letters, digits, blanks or . _ & / + ( ) ' - and begins with a"
              + " letter or a digit.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
