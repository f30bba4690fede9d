package org.relata.kernel.organization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one dictionary: region, industry, occupation, position, product, ... */
public record DictionaryId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DictionaryId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
