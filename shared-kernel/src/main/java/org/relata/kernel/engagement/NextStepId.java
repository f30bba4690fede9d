package org.relata.kernel.engagement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names something that was agreed to be done next. */
public record NextStepId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NextStepId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
