package org.relata.kernel.portfolio;

/** What somebody does in the team of a key account, or for a customer who outgrew its keeper. */
public enum TeamRole {
  LEAD,
  DEPUTY,
  PRODUCT_SPECIALIST,
  CREDIT,
  SERVICE
}
