package org.relata.command.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.http.CommandController.MalformedBody;

/**
 * Lines of a stream of bytes, one at a time in constant memory. A line that is too long is read to
 * its end and told as such, so that the lines after it can still be handled.
 */
final class LineReader {

  /**
   * @param number from 1, blank lines counted
   * @param bytes null when the line was too long
   * @param complete false for a last line without an end
   */
  record Line(long number, byte @Nullable [] bytes, boolean complete) {
    boolean isBlank() {
      if (bytes == null) {
        return false;
      }
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private long number;
  private @Nullable MalformedBody broken;

  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The next line, or null at the end of the stream; waits for input. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    boolean tooLong = false;
    while (true) {
      int newline = indexOfNewline();
      int stop = newline < 0 ? end : newline;
      tooLong |= parts.size() + stop - start > maxLength;
      if (!tooLong) {
        parts.write(buffer, start, stop - start);
      }
      start = newline < 0 ? end : newline + 1;
      if (newline >= 0) {
        return line(parts, tooLong, true);
      }
      if (!fill()) {
        boolean nothing = parts.size() == 0 && !tooLong;
        return nothing ? null : line(parts, tooLong, false);
      }
    }
  }

  /** Whether a whole line is at hand without waiting. */
  boolean hasLineAtHand() throws IOException {
    while (indexOfNewline() < 0) {
      if (broken != null || in.available() <= 0 || !readBehind()) {
        return false;
      }
    }
    return true;
  }

  /** Reads behind what the buffer holds; false when it is full or the stream has ended. */
  private boolean readBehind() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int read = end == buffer.length ? -1 : read(end);
    end += Math.max(read, 0);
    return read > 0;
  }

  private Line line(ByteArrayOutputStream parts, boolean tooLong, boolean complete) {
    number++;
    return new Line(number, tooLong ? null : parts.toByteArray(), complete);
  }

  private int indexOfNewline() {
    for (int i = start; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    int read = broken == null ? read(0) : -1;
    if (broken != null) {
      throw broken;
    }
    start = 0;
    end = Math.max(read, 0);
    return read > 0;
  }

  /**
   * Reads into the buffer from an offset on. What makes the body malformed is thrown when the lines
   * before it were taken, which are commands like others.
   */
  private int read(int from) throws IOException {
    try {
      return in.read(buffer, from, buffer.length - from);
    } catch (IllegalStateException e) {
      // The server says so that there are too many headers behind the last chunk.
      broken = new MalformedBody(e);
      return -1;
    }
  }
}
