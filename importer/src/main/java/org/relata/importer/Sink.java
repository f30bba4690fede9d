package org.relata.importer;

/** Takes the entries of a step in order; returns late if it cannot take more just now. */
interface Sink {

  /** A step begins; its entries follow. */
  void begin(Mapping.Step step, Row.Columns columns);

  /**
   * Takes an entry.
   *
   * @throws Problem.Unusable if the import cannot go on
   */
  void accept(Entry entry);

  /** The step has no more entries; returns when every one is settled. */
  void end();
}
