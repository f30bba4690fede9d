package org.relata.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Text of several lines: what was said, a reason. 1 to 4,000 characters, trimmed. */
@Limits(max = Note.MAX_LENGTH, description = "Text of several lines")
public record Note(@JsonValue String value) {

  public static final int MAX_LENGTH = 4000;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Note {
    value = Texts.checked(value, MAX_LENGTH, true);
  }

  @Override
  public String toString() {
    return value;
  }
}
