package org.relata.faults;

import java.nio.charset.StandardCharsets;

/**
 * Follows what a PostgreSQL server says, message by message, and recognises the end of a
 * transaction that wrote something: a statement that changed rows or a COMMIT is complete, and then
 * the server is ready with no transaction open. Version 3 of the protocol, without TLS.
 */
final class Confirmations {

  private static final int HEAD = 5;
  private static final int TAG = 64;
  private static final int NO_TLS_REQUEST = 8;

  private final byte[] head = new byte[HEAD];
  private final byte[] body = new byte[TAG];
  private int inHead;
  private int inBody;
  private int bodyLength;
  private boolean wrote;
  private volatile boolean answersOneByte;

  /** What the client says: only its question whether TLS is spoken, answered by a bare byte. */
  void sent(byte[] bytes) {
    if (bytes.length == NO_TLS_REQUEST && bytes[4] == 0x04 && bytes[5] == (byte) 0xd2) {
      answersOneByte = true;
    }
  }

  /** Whether these next bytes of the server hold the confirmation of a commit. */
  boolean isIn(byte[] bytes) {
    boolean found = false;
    for (byte next : bytes) {
      found |= ends(next);
    }
    return found;
  }

  /** Takes one byte; true when it ends the message that confirms a commit. */
  private boolean ends(byte next) {
    if (answersOneByte && inHead == 0) {
      answersOneByte = false;
      return false;
    }
    if (inHead < HEAD) {
      head[inHead++] = next;
      if (inHead < HEAD) {
        return false;
      }
      bodyLength = length() - 4;
      inBody = 0;
    } else {
      if (inBody < TAG) {
        body[inBody] = next;
      }
      inBody++;
    }
    if (inBody < bodyLength) {
      return false;
    }
    inHead = 0;
    return confirms();
  }

  private int length() {
    return (head[1] & 0xff) << 24
        | (head[2] & 0xff) << 16
        | (head[3] & 0xff) << 8
        | (head[4] & 0xff);
  }

  private boolean confirms() {
    switch (head[0]) {
      case 'C' -> {
        String tag = new String(body, 0, Math.min(bodyLength, TAG), StandardCharsets.US_ASCII);
        wrote = !tag.startsWith("ROLLBACK") && (wrote || changes(tag));
        return false;
      }
      case 'Z' -> {
        boolean confirmed = wrote && body[0] == 'I';
        wrote &= body[0] == 'T';
        return confirmed;
      }
      default -> {
        return false;
      }
    }
  }

  private static boolean changes(String tag) {
    return tag.startsWith("INSERT") || tag.startsWith("UPDATE") || tag.startsWith("DELETE");
  }
}
