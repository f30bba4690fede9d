package org.relata.query.platform.fold;

/** What one step of a group or a build came to. */
enum Outcome {
  /** More can be done at once. */
  MORE,
  /** Everything there was is done. */
  LEVEL,
  /** Another process is at work. */
  BUSY,
  /** It cannot go on until something outside changes. */
  BLOCKED,
  /** It is over. */
  DONE
}
