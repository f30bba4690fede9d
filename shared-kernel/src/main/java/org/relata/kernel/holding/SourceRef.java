package org.relata.kernel.holding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Limits;

/**
 * Where a fact comes from: a file and line, a message number. Within one account a reference is
 * used once; the same facts under it again change nothing.
 */
@Impersonal
@Limits(
    max = SourceRef.MAX_LENGTH,
    pattern = SourceRef.PATTERN,
    description = "Where a fact comes from, used once per account")
public record SourceRef(@JsonValue String value) {

  public static final int MAX_LENGTH = 100;
  public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._:/#+-]{0,99}";
  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SourceRef {
    if (!SHAPE.matcher(value).matches()) {
      throw new Rejection(
          "INVALID_SOURCE_REFERENCE",
          "A source reference has 1 to 100 letters, digits or . _ : / # + - and begins with a"
              + " letter or a digit.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
