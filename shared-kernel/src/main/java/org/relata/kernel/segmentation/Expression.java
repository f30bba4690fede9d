package org.relata.kernel.segmentation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Limits;

/**
 * A condition over metrics, in CEL. Whether it makes sense is found when a policy is made of it.
 */
@Impersonal
@Limits(max = Expression.MAX_LENGTH, description = "A condition over metrics, in CEL")
public record Expression(@JsonValue String value) {

  public static final int MAX_LENGTH = 1000;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Expression {
    Rejection.unless(!value.isBlank(), "BLANK", "A condition must not be blank.");
    Rejection.unless(
        value.length() <= MAX_LENGTH,
        "TOO_LONG",
        "A condition may have at most " + MAX_LENGTH + " characters.");
  }

  @Override
  public String toString() {
    return value;
  }
}
