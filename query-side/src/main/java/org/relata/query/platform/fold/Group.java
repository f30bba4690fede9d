package org.relata.query.platform.fold;

/** Folds of one group advance together: any snapshot of the database shows them at one position. */
public enum Group {
  /** Everything that an answer joins. */
  MAIN,
  /** Heavy search and statistics, which follow the main group and say their own position. */
  SEARCH
}
