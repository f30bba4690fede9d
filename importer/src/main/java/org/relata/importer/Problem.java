package org.relata.importer;

/**
 * What is wrong with a row.
 *
 * @param field the column of the row, or the JSON pointer in the command; empty if it is the whole
 * @param code a stable code in capitals, the server's own if the server refused
 * @param reason a sentence for the person who mends the row
 */
record Problem(String field, String code, String reason) {

  /** A row that cannot be mapped; the import goes on with the next one. */
  static final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Rejection(String field, String code, String reason) {
      // A rejection is an expected outcome, perhaps of a million rows: no stack trace.
      super(reason, null, false, false);
      this.problem = new Problem(field, code, reason);
    }

    Problem problem() {
      return problem;
    }
  }

  /** Nothing can be imported at all: an unusable mapping, input, option or server. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
