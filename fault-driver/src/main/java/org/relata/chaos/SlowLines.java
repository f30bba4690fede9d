package org.relata.chaos;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Lines with a pause before each, so that a stream is open long enough to be hit in its middle. */
final class SlowLines extends InputStream {

  private static final int PAUSE_MILLIS = 15;

  private final InputStream text;
  private boolean atBegin = true;

  SlowLines(String lines) {
    this.text = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** To the end of a line at most. */
  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (atBegin) {
      pause();
    }
    int read = 0;
    int next = length == 0 ? -1 : text.read();
    while (next >= 0) {
      bytes[from + read++] = (byte) next;
      atBegin = next == '\n';
      next = atBegin || read == length ? -1 : text.read();
    }
    return read == 0 && length > 0 ? -1 : read;
  }

  private static void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
