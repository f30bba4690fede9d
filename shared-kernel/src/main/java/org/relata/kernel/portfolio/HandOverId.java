package org.relata.kernel.portfolio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one hand-over of a portfolio. */
public record HandOverId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HandOverId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
