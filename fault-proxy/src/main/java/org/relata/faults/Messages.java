package org.relata.faults;

import java.nio.charset.StandardCharsets;

/**
 * Finds the messages in what one side of a PostgreSQL connection says, however the network cut it
 * into pieces. Version 3 of the protocol, without TLS. Of a long message only the beginning is
 * kept, which tells what it is.
 */
final class Messages {

  /** Takes a message: its type and how it begins. */
  @FunctionalInterface
  interface Taker {
    void take(char type, String begin);
  }

  private static final int TYPE = 1;
  private static final int LENGTH = 4;
  private static final int KEPT = 512;
  private static final int STARTUP_VERSION = 3;

  /** The type of a client's message that has none: it begins, or asks whether TLS is spoken. */
  static final char UNTYPED = 0;

  private final byte[] head = new byte[TYPE + LENGTH];
  private final byte[] body = new byte[KEPT];
  private boolean untyped;
  private int inHead;
  private int inBody;
  private int bodyLength;
  private volatile boolean bareByte;

  private Messages(boolean untyped) {
    this.untyped = untyped;
  }

  /** What a client says: it begins with messages that have no type. */
  static Messages ofClient() {
    return new Messages(true);
  }

  static Messages ofServer() {
    return new Messages(false);
  }

  /** The next byte belongs to no message: it answers whether TLS is spoken. */
  void expectBareByte() {
    bareByte = true;
  }

  /** Reads on and hands out every message that is complete now. */
  void read(byte[] bytes, Taker taker) {
    for (byte next : bytes) {
      if (isEnd(next)) {
        finish(taker);
      }
    }
  }

  private boolean isEnd(byte next) {
    if (bareByte && inHead == 0) {
      bareByte = false;
      return false;
    }
    if (inHead < head.length) {
      if (untyped && inHead == 0) {
        head[inHead++] = 0;
      }
      head[inHead++] = next;
      if (inHead < head.length) {
        return false;
      }
      bodyLength =
          ((head[1] & 0xff) << 24 | (head[2] & 0xff) << 16 | (head[3] & 0xff) << 8 | head[4] & 0xff)
              - LENGTH;
      inBody = 0;
      return bodyLength == 0;
    }
    if (inBody < KEPT) {
      body[inBody] = next;
    }
    inBody++;
    return inBody == bodyLength;
  }

  private void finish(Taker taker) {
    inHead = 0;
    int kept = Math.min(bodyLength, KEPT);
    // One byte is one character, whatever the text is encoded in.
    taker.take((char) head[0], new String(body, 0, kept, StandardCharsets.ISO_8859_1));
    if (untyped && body[1] == STARTUP_VERSION) {
      untyped = false;
    }
  }

  /** Whether the client asks for TLS, which is answered by a bare byte. */
  static boolean asksForTls(char type, String begin) {
    return type == UNTYPED && begin.charAt(1) != STARTUP_VERSION;
  }
}
