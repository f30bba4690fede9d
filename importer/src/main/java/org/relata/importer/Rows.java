package org.relata.importer;

import org.jspecify.annotations.Nullable;

/** The rows of an input, one after the other. */
interface Rows extends AutoCloseable {

  Row.Columns columns();

  /**
   * The next row, or null after the last one.
   *
   * @throws Problem.Unusable if the file is broken
   */
  @Nullable Row next();

  /** How many bytes of the file have been read; for the progress bar alone. */
  long position();

  @Override
  void close();
}
