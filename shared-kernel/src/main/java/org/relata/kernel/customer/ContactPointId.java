package org.relata.kernel.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a phone, address or other contact point within its customer. */
public record ContactPointId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContactPointId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
