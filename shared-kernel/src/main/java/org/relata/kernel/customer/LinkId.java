package org.relata.kernel.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a link between two customers. */
public record LinkId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LinkId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
