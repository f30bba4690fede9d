package org.relata.importer;

import java.util.List;

/** What a row, or a batch of rows, has become. Entries are numbered in the order they are made. */
sealed interface Entry {

  /** The rows to be written to the error file if this is refused. */
  List<Source> sources();

  /**
   * A command to be sent.
   *
   * @param json the envelope, one line without its end
   * @param sources one element per item of a batch, in the order of the items
   */
  record Command(String type, String id, String json, String label, List<Source> sources)
      implements Entry {}

  /**
   * A row that could not be mapped.
   *
   * @param label the command that could not be made, empty if it is the row as a whole
   */
  record Rejected(Source source, String label, Problem problem) implements Entry {
    @Override
    public List<Source> sources() {
      return List.of(source);
    }
  }

  /** The rows one item came from: one, or those of a day whose closing balance it is. */
  record Source(List<Row> rows) {
    Source(Row row) {
      this(List.of(row));
    }

    Row last() {
      return rows.getLast();
    }
  }
}
