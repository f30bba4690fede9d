package org.relata.kernel.organization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names an employee. */
public record EmployeeId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EmployeeId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
