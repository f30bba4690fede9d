package org.relata.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: two threads, one for each direction. */
final class Passage {

  private static final int CHUNK = 16_384;
  private static final int STEPS_A_SECOND = 20;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Confirmations confirmations = new Confirmations();

  Passage(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void open() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread.ofVirtual().name("fault-proxy-to").start(() -> pass(client, server, null));
    Thread.ofVirtual().name("fault-proxy-fro").start(() -> pass(server, client, confirmations));
  }

  /** Ends the connection as a cut cable with an eager router would: by a reset on both sides. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try (socket) {
        socket.setSoLinger(true, 0);
      } catch (IOException _) {
        // It is gone already.
      }
    }
    proxy.ended(this);
  }

  private void pass(Socket from, Socket to, @Nullable Confirmations watched) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        byte[] bytes = Arrays.copyOf(chunk, read);
        if (watched == null) {
          confirmations.sent(bytes);
        } else if (watched.isIn(bytes) && proxy.losesConfirmation()) {
          break;
        }
        deliver(bytes, out);
      }
    } catch (IOException _) {
      // One side is gone; so is the connection.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      reset();
    }
  }

  private void deliver(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
    switch (proxy.fault()) {
      case Fault.None _, Fault.Refusal _, Fault.LostConfirmation _ -> out.write(bytes);
      case Fault.Silence _ -> {}
      case Fault.Latency latency -> {
        TimeUnit.NANOSECONDS.sleep(latency.delay().toNanos());
        out.write(bytes);
      }
      case Fault.Slices slices -> inPieces(bytes, slices.bytes(), 0, out);
      case Fault.Bandwidth width ->
          inPieces(
              bytes,
              Math.max(1, width.bytesPerSecond() / STEPS_A_SECOND),
              Math.max(1_000 / STEPS_A_SECOND, 1_000 / width.bytesPerSecond()),
              out);
    }
  }

  private static void inPieces(byte[] bytes, int size, long pauseMillis, OutputStream out)
      throws IOException, InterruptedException {
    for (int from = 0; from < bytes.length; from += size) {
      out.write(bytes, from, Math.min(size, bytes.length - from));
      out.flush();
      if (pauseMillis > 0) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    }
  }
}
