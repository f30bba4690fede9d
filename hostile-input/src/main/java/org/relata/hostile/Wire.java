package org.relata.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which any bytes can be sent, and HTTP/1.1 answers read. It is opened when it is
 * needed and again after the server has ended it.
 */
final class Wire implements AutoCloseable {

  private static final int LONGEST_LINE = 64 * 1024;

  /** The connection ended before an answer. */
  static final class CutOff extends IOException {
    CutOff(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** There was no answer in time. */
  static final class Late extends IOException {
    Late(Duration limit) {
      super("No answer in " + limit);
    }
  }

  /**
   * What came back.
   *
   * @param nanos from the first byte sent to the last one read
   */
  record Answer(int status, Map<String, String> headers, byte[] body, long nanos) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    boolean is(String mediaType) {
      return headers.getOrDefault("content-type", "").startsWith(mediaType);
    }
  }

  private final int port;
  private final Duration limit;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private long end;

  Wire(int port, Duration limit) {
    this.port = port;
    this.limit = limit;
  }

  /** Sends the bytes and reads one answer. */
  Answer exchange(byte[] request, boolean endsEarly, boolean wantsNoBody) throws IOException {
    long begun = System.nanoTime();
    end = begun + limit.toNanos();
    boolean ready = false;
    try {
      Socket open = open();
      @Nullable IOException unsent = send(open, request, endsEarly);
      Answer answer = read(wantsNoBody, begun, unsent);
      ready = !endsEarly && unsent == null && staysOpen(answer);
      return answer;
    } catch (SocketTimeoutException e) {
      throw new Late(limit);
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  private Socket open() throws IOException {
    @Nullable Socket known = socket;
    if (known != null) {
      return known;
    }
    Socket fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) limit.toMillis());
    in = new BufferedInputStream(fresh.getInputStream(), 16_384);
    socket = fresh;
    return fresh;
  }

  /** What went wrong; the answer may be there nevertheless. */
  private static @Nullable IOException send(Socket open, byte[] request, boolean endsEarly) {
    try {
      open.getOutputStream().write(request);
      if (endsEarly) {
        open.shutdownOutput();
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private Answer read(boolean wantsNoBody, long begun, @Nullable IOException unsent)
      throws IOException {
    try {
      String line = line();
      while (line.startsWith("HTTP/1.1 1")) {
        headers();
        line = line();
      }
      if (!line.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
        throw new CutOff("No status line: " + line, unsent);
      }
      int status = Integer.parseInt(line.substring(9, 12));
      Map<String, String> headers = headers();
      byte[] body = wantsNoBody || status == 204 || status == 304 ? new byte[0] : body(headers);
      return new Answer(status, headers, body, System.nanoTime() - begun);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (CutOff e) {
      throw e;
    } catch (IOException e) {
      throw new CutOff("The connection ended before the answer", unsent == null ? e : unsent);
    }
  }

  private static boolean staysOpen(Answer answer) {
    String connection = answer.headers().getOrDefault("connection", "");
    boolean told =
        answer.headers().containsKey("content-length")
            || answer.headers().containsKey("transfer-encoding")
            || answer.status() == 204;
    return told && !connection.equalsIgnoreCase("close");
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    @Nullable String length = headers.get("content-length");
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      for (int size = chunk(); size > 0; size = chunk()) {
        take(size, body);
        line();
      }
      headers();
    } else if (length != null) {
      take(Integer.parseInt(length), body);
    } else {
      for (int next = next(); next >= 0; next = next()) {
        body.write(next);
      }
    }
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private void take(int size, ByteArrayOutputStream into) throws IOException {
    byte[] part = new byte[8_192];
    int left = size;
    while (left > 0) {
      hurry();
      int read = in.read(part, 0, Math.min(left, part.length));
      if (read < 0) {
        throw new EOFException("In the middle of a body");
      }
      into.write(part, 0, read);
      left -= read;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("In the middle of a line");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private int next() throws IOException {
    if (in.available() == 0) {
      hurry();
    }
    return in.read();
  }

  private void hurry() throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    @Nullable Socket open = socket;
    if (open != null) {
      open.setSoTimeout((int) left);
    }
  }

  @Override
  public void close() {
    @Nullable Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        System.getLogger(Wire.class.getName())
            .log(System.Logger.Level.DEBUG, "Closing a connection that failed", e);
      }
    }
  }
}
