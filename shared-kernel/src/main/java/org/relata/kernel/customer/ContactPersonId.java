package org.relata.kernel.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a person at a company within its customer. */
public record ContactPersonId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContactPersonId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
