package org.relata.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept alive, for one thread, or for one that sends and one that
 * receives. It knows just enough of the protocol: the caller shares the processors with the program
 * that is measured, so it has to cost next to nothing.
 */
final class HttpConnection implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  /** What was answered. */
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final int port;
  private final String common;
  private Socket socket;
  private OutputStream out;
  private InputStream in;
  private boolean ended;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;

  HttpConnection(int port, String token) throws IOException {
    this.port = port;
    socket = open(port);
    out = socket.getOutputStream();
    in = socket.getInputStream();
    common = "Host: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token + "\r\n";
  }

  private static Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    // What is on the way must not grow into megabytes when the other side is slower.
    socket.setSendBufferSize(4 * BUFFER);
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** The server ends a connection after so many requests, as it said in the last answer. */
  private void openAgain() throws IOException {
    socket.close();
    socket = open(port);
    out = socket.getOutputStream();
    in = socket.getInputStream();
    next = 0;
    end = 0;
    ended = false;
  }

  /** Sends JSON and waits for the answer. */
  Answer post(String path, String json) throws IOException {
    return post(path, json, "");
  }

  /** The same with further header lines, each with its line end. */
  Answer post(String path, String json, String headers) throws IOException {
    if (ended) {
      openAgain();
    }
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        begin(path, "application/json") + headers + "Content-Length: " + body.length + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    out.write(request);
    return answer();
  }

  private String begin(String path, String type) {
    return "POST " + path + " HTTP/1.1\r\n" + common + "Content-Type: " + type + "\r\n";
  }

  /** Begins a stream of lines, whose answers come while it is sent. */
  void beginStream(String path) throws IOException {
    String head = begin(path, "application/x-ndjson") + "Transfer-Encoding: chunked\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  void sendLines(String lines) throws IOException {
    byte[] body = lines.getBytes(StandardCharsets.UTF_8);
    String chunk = Integer.toHexString(body.length) + "\r\n" + lines + "\r\n";
    out.write(chunk.getBytes(StandardCharsets.UTF_8));
  }

  void endStream() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads the answer to a stream to its end. */
  long countLines() throws IOException {
    Head head = head();
    if (head.status() != 200) {
      throw new IOException("Answered with " + head.status());
    }
    long lines = 0;
    while (true) {
      int size = chunkSize();
      for (int i = 0; i < size; i++) {
        if (read() == '\n') {
          lines++;
        }
      }
      line();
      if (size == 0) {
        return lines;
      }
    }
  }

  private record Head(int status, int length) {
    static final int CHUNKED = -1;
  }

  private Answer answer() throws IOException {
    Head head = head();
    return new Answer(
        head.status(), head.length() == Head.CHUNKED ? chunks() : bytes(head.length()));
  }

  private Head head() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    int length = Head.CHUNKED;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      ended |= lower.equals("connection: close");
    }
    return new Head(status, length);
  }

  private byte[] chunks() throws IOException {
    byte[] all = new byte[0];
    while (true) {
      int size = chunkSize();
      byte[] chunk = bytes(size);
      line();
      if (size == 0) {
        return all;
      }
      all = Arrays.copyOf(all, all.length + size);
      System.arraycopy(chunk, 0, all, all.length - size, size);
    }
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      if (next == end) {
        fill();
      }
      int some = Math.min(length - filled, end - next);
      System.arraycopy(buffer, next, bytes, filled, some);
      next += some;
      filled += some;
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private int read() throws IOException {
    if (next == end) {
      fill();
    }
    return buffer[next++];
  }

  private void fill() throws IOException {
    next = 0;
    end = in.read(buffer);
    if (end <= 0) {
      end = 0;
      throw new EOFException("The connection was closed");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
