package org.relata.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on 127.0.0.1 in front of a PostgreSQL that does not use TLS. It passes bytes as they
 * come until it is told of a {@link Fault}. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket door;
  private volatile InetSocketAddress server;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private final AtomicInteger confirmationsToLose = new AtomicInteger();
  private final AtomicInteger confirmationsLost = new AtomicInteger();
  private volatile Fault fault = new Fault.None();

  private FaultProxy(ServerSocket door, InetSocketAddress server) {
    this.door = door;
    this.server = server;
  }

  /** Begins to pass connections on to a port of this machine. */
  public static FaultProxy before(int port) throws IOException {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    FaultProxy proxy =
        new FaultProxy(new ServerSocket(0, 200, here), new InetSocketAddress(here, port));
    Thread.ofPlatform().daemon().name("fault-proxy").start(proxy::accept);
    return proxy;
  }

  /** From now on new connections go to this port, as after a failover; the old ones are reset. */
  public void turnTo(int port) {
    server = new InetSocketAddress(server.getAddress(), port);
    reset();
  }

  /** Where to connect to. */
  public int port() {
    return door.getLocalPort();
  }

  /** From now on this is wrong. */
  public void set(Fault wrong) {
    confirmationsToLose.set(wrong instanceof Fault.LostConfirmation(int times) ? times : 0);
    fault = wrong;
  }

  /** From now on nothing is wrong; what was lost stays lost. */
  public void heal() {
    set(new Fault.None());
  }

  /** Resets all connections that are open now, whatever is under way on them. */
  public void reset() {
    passages.forEach(Passage::reset);
  }

  /** How many confirmations of a commit were lost so far. */
  public int confirmationsLost() {
    return confirmationsLost.get();
  }

  Fault fault() {
    return fault;
  }

  /** Whether a confirmation that is about to pass is to be lost. */
  boolean losesConfirmation() {
    if (confirmationsToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return false;
    }
    confirmationsLost.incrementAndGet();
    return true;
  }

  /**
   * Strikes if it is the time for it.
   *
   * @param statement that is under way, or whose end this is
   * @return whether the blow was struck now
   */
  boolean strikes(Moment moment, String statement) {
    if (!(fault instanceof Fault.Strike strike)
        || strike.moment() != moment
        || !statement.contains(strike.statement())) {
      return false;
    }
    synchronized (this) {
      if (fault != strike) {
        return false;
      }
      heal();
    }
    strike.blow().run();
    return true;
  }

  void ended(Passage passage) {
    passages.remove(passage);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (fault instanceof Fault.Refusal) {
          client.close();
        } else {
          pass(client);
        }
      } catch (IOException _) {
        // The door was closed, or the server is not there: the client's connection is closed too.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    Socket behind = new Socket();
    try {
      behind.connect(server, 2_000);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    Passage passage = new Passage(this, client, behind);
    passages.add(passage);
    passage.open();
  }

  @Override
  public void close() throws IOException {
    door.close();
    reset();
  }
}
