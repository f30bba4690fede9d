package org.relata.kernel.organization;

/** The level of a unit in the bank. */
public enum UnitKind {
  HEAD_OFFICE,
  BRANCH,
  SUB_BRANCH,
  OUTLET
}
