package org.relata.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One line of text: a name, a title. 1 to 200 characters, trimmed, no control characters. */
@Limits(max = Label.MAX_LENGTH, description = "One line of text")
public record Label(@JsonValue String value) {

  public static final int MAX_LENGTH = 200;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Label {
    value = Texts.checked(value, MAX_LENGTH, false);
  }

  @Override
  public String toString() {
    return value;
  }
}
