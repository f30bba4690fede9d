package org.relata.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One connection through the proxy: two threads, one for each direction. */
final class Passage {

  private static final int CHUNK = 16_384;
  private static final int STEPS_A_SECOND = 20;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Messages said = Messages.ofClient();
  private final Messages answered = Messages.ofServer();
  private final Statements statements = new Statements();
  private final Confirmations confirmations = new Confirmations();

  /** The last statement that the client wanted done, but for the ends of transactions. */
  private volatile String statement = "";

  Passage(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void open() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread.ofVirtual()
        .name("fault-proxy-to")
        .start(() -> pass(client, server, this::deliverToServer));
    Thread.ofVirtual()
        .name("fault-proxy-fro")
        .start(() -> pass(server, client, this::deliverToClient));
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

  /** Passes a piece on; false when the connection is to end instead. */
  @FunctionalInterface
  private interface Delivery {
    boolean deliver(byte[] bytes, OutputStream out) throws IOException, InterruptedException;
  }

  private void pass(Socket from, Socket to, Delivery delivery) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(chunk);
      while (read >= 0 && delivery.deliver(Arrays.copyOf(chunk, read), out)) {
        read = in.read(chunk);
      }
    } catch (IOException _) {
      // One side is gone; so is the connection.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      reset();
    }
  }

  private boolean deliverToServer(byte[] bytes, OutputStream out)
      throws IOException, InterruptedException {
    Said now = new Said();
    said.read(bytes, now);
    if (now.begins && proxy.strikes(Moment.ARRIVED, statement)) {
      return false;
    }
    deliver(bytes, out);
    return !(now.begins && proxy.strikes(Moment.SENT, statement))
        && !(now.commits && proxy.strikes(Moment.COMMIT_SENT, statement));
  }

  /** What the client wants in one piece. */
  private final class Said implements Messages.Taker {
    private boolean begins;
    private boolean commits;

    @Override
    public void take(char type, String begin) {
      if (Messages.asksForTls(type, begin)) {
        answered.expectBareByte();
      }
      String wanted = statements.wanted(type, begin);
      if (wanted.equalsIgnoreCase("COMMIT")) {
        commits = true;
      } else if (!wanted.isEmpty()) {
        statement = wanted;
        begins = true;
      }
    }
  }

  private boolean deliverToClient(byte[] bytes, OutputStream out)
      throws IOException, InterruptedException {
    boolean[] confirmed = {false};
    answered.read(bytes, (type, begin) -> confirmed[0] |= confirmations.confirms(type, begin));
    if (confirmed[0] && (proxy.losesConfirmation() || proxy.strikes(Moment.CONFIRMED, statement))) {
      return false;
    }
    deliver(bytes, out);
    return !(confirmed[0] && proxy.strikes(Moment.TOLD, statement));
  }

  private void deliver(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
    switch (proxy.fault()) {
      case Fault.None _, Fault.Refusal _, Fault.LostConfirmation _, Fault.Strike _ ->
          out.write(bytes);
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
