package org.relata.command.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A stream of commands over a plain socket, so that a test decides when to send and to read. */
final class StreamConnection implements AutoCloseable {

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private int leftInChunk;
  private boolean headRead;

  StreamConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    String head =
        "POST /commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(US_ASCII));
    out.flush();
  }

  /** A chunk in one piece, its end with it. */
  void send(byte[] bytes) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 20);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(US_ASCII));
    chunk.writeTo(out);
    out.flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(US_ASCII));
    out.flush();
  }

  /** The next answer, or null behind the last. */
  @Nullable String answer() throws IOException {
    if (!headRead) {
      String status = line(in::read);
      if (status == null || !status.startsWith("HTTP/1.1 200")) {
        throw new IOException("Not accepted: " + status);
      }
      for (String field = status; field != null && !field.isEmpty(); ) {
        field = line(in::read);
      }
      headRead = true;
    }
    return line(this::contentByte);
  }

  private interface Source {
    int read() throws IOException;
  }

  private static @Nullable String line(Source source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = source.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        bytes.write(next);
      }
      next = source.read();
    }
    return next < 0 && bytes.size() == 0 ? null : bytes.toString(StandardCharsets.UTF_8);
  }

  /** The next byte of the content, whose chunks end anywhere; -1 at its end. */
  private int contentByte() throws IOException {
    if (leftInChunk == 0) {
      String size = line(in::read);
      if (size != null && size.isEmpty()) {
        size = line(in::read);
      }
      leftInChunk = size == null ? 0 : Integer.parseInt(size, 16);
    }
    if (leftInChunk == 0) {
      return -1;
    }
    leftInChunk--;
    return in.read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
