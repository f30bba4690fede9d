package org.relata.kernel.customer;

/** Sole proprietors are personal; public hospitals, schools and design institutes institutional. */
public enum CustomerKind {
  PERSONAL,
  CORPORATE,
  INSTITUTIONAL
}
