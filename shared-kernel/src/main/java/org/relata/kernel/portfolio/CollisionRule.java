package org.relata.kernel.portfolio;

/** By what it is decided which of two people keeps a customer. */
public enum CollisionRule {
  /** Whoever is on record first. */
  RECORDED_FIRST,
  /** Whoever began with the customer first, by the day that each can show. */
  EFFECTIVE_FIRST
}
