package org.relata.kernel.segmentation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names a scheme, for example personal-aum. */
public record SchemeId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SchemeId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
