package org.relata.kernel.engagement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one contact: a visit, call, message or meeting. */
public record ContactId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContactId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
