package org.relata.kernel.engagement;

/** How we met a customer. */
public enum Channel {
  VISIT,
  CALL,
  EMAIL,
  MESSAGE,
  COUNTER,
  ONLINE,
  EVENT
}
