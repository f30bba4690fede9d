package org.relata.kernel.segmentation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.relata.kernel.Identifier;

/** Names one evaluation of a scheme. */
public record EvaluationId(@JsonValue String value) implements Identifier {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EvaluationId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
