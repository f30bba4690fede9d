package org.relata.kernel.customer;

import org.relata.kernel.Personal;
import org.relata.kernel.value.Label;

/** A way to reach a customer. */
public record ContactPoint(
    ContactPointId contactPointId, Kind kind, @Personal Label value, boolean preferred) {

  public enum Kind {
    PHONE,
    EMAIL,
    ADDRESS,
    WECHAT,
    OTHER
  }
}
