package org.relata.faults;

/**
 * Recognises in what a server says the end of a transaction that wrote something: a statement that
 * changed rows or a COMMIT is complete, and then the server is ready with no transaction open.
 */
final class Confirmations {

  private static final char COMPLETE = 'C';
  private static final char READY = 'Z';
  private static final char IDLE = 'I';
  private static final char IN_TRANSACTION = 'T';

  private boolean wrote;

  /** Takes the next message; true when it confirms a commit. */
  boolean confirms(char type, String begin) {
    if (type == COMPLETE) {
      wrote = !begin.startsWith("ROLLBACK") && (wrote || changes(begin));
    }
    if (type != READY) {
      return false;
    }
    char state = begin.charAt(0);
    boolean confirmed = wrote && state == IDLE;
    wrote &= state == IN_TRANSACTION;
    return confirmed;
  }

  private static boolean changes(String tag) {
    return tag.startsWith("INSERT") || tag.startsWith("UPDATE") || tag.startsWith("DELETE");
  }
}
