package org.relata.kernel.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a field that the bank itself defined. */
public record CustomFieldId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CustomFieldId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
