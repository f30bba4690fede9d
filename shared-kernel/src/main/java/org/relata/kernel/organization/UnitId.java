package org.relata.kernel.organization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a unit: head office, branch, sub-branch or outlet. */
public record UnitId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnitId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
