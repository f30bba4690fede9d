package org.relata.kernel.holding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one posting within its account. */
public record PostingId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PostingId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
