package org.relata.kernel.organization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a section (business line). */
public record SectionId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SectionId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
