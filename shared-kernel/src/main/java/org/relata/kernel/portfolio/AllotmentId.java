package org.relata.kernel.portfolio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one allotting of the stock. */
public record AllotmentId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AllotmentId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
