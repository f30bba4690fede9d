package org.relata.kernel.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one customer, however many accounts it holds. */
public record CustomerId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CustomerId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
