package org.relata.kernel.holding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names an account or contract in core banking. */
public record AccountId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AccountId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
