package org.relata.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that open connections to keep them: nothing or half a header is sent, bodies come byte by
 * byte, answers are not read. Each connection that the program ends is opened again, so that their
 * number stays for as long as it is wanted.
 */
final class StubbornConnections {

  /** How many of each sort. */
  record Crowd(int halfOpen, int slowBodies, int stoppedReaders) {

    static final Crowd WHOLE = new Crowd(2_000, 500, 200);

    int size() {
      return halfOpen + slowBodies + stoppedReaders;
    }
  }

  /**
   * What was seen.
   *
   * @param open connections that stood in the middle of it
   * @param ended connections that the program ended
   * @param served answers that a good client had meanwhile, with the slowest of them
   * @param descriptors of the program before, in the middle, and behind it
   * @param megabytes of the program before it and at most
   */
  record Outcome(
      Duration held,
      int open,
      long ended,
      List<Long> served,
      List<String> failures,
      List<Long> descriptors,
      List<Long> megabytes) {

    Duration slowest() {
      return within(100);
    }

    /** The time in which so many of a hundred answers came. */
    Duration within(int percent) {
      List<Long> sorted = served.stream().sorted().toList();
      int last = Math.ceilDiv(sorted.size() * percent, 100) - 1;
      return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get(last));
    }

    @Override
    public String toString() {
      return "held for "
          + held.toSeconds()
          + " s: "
          + open
          + " connections stood, "
          + ended
          + " were ended by the program; a good client had "
          + served.size()
          + " answers, half of them within "
          + within(50).toMillis()
          + " ms, 99 of a hundred within "
          + within(99).toMillis()
          + " ms, the slowest in "
          + slowest().toMillis()
          + " ms, failures "
          + failures
          + "; descriptors before, meanwhile and behind "
          + descriptors
          + "; memory before and at most "
          + megabytes
          + " MB";
    }
  }

  private interface Behaviour {
    void on(Socket socket) throws IOException, InterruptedException;
  }

  private static final long PAUSE = 500;
  private static final int TINY = 2_048;
  private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);

  private final AttackedBank bank;
  private final String token;
  private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong ended = new AtomicLong();
  private volatile boolean running = true;

  StubbornConnections(AttackedBank bank) throws IOException {
    this.bank = bank;
    this.token = bank.token();
  }

  Outcome hold(Crowd crowd, Duration time) throws Exception {
    GoodClient client = new GoodClient(bank);
    client.serve(Duration.ofSeconds(2));
    long descriptorsBefore = bank.descriptors();
    long memoryBefore = bank.megabytes("VmRSS");
    int stood;
    long descriptorsMeanwhile;
    client.forget();
    try (ExecutorService crowds = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < crowd.size(); i++) {
        Behaviour behaviour = behaviour(crowd, i);
        crowds.submit(() -> keep(behaviour));
      }
      client.serve(time.dividedBy(2));
      stood = open.get();
      descriptorsMeanwhile = bank.descriptors();
      client.serve(time.dividedBy(2));
      running = false;
      sockets.forEach(StubbornConnections::close);
    }
    long descriptorsBehind = awaitReturn(descriptorsBefore);
    return new Outcome(
        time,
        stood,
        ended.get(),
        client.served(),
        client.failures(),
        List.of(descriptorsBefore, descriptorsMeanwhile, descriptorsBehind),
        List.of(memoryBefore, bank.megabytes("VmHWM")));
  }

  /** The program learns of the end of a connection when it next looks at it. */
  private long awaitReturn(long before) throws IOException, InterruptedException {
    long end = System.nanoTime() + RETURN_LIMIT.toNanos();
    long now = bank.descriptors();
    while (now > before + 20 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
      now = bank.descriptors();
    }
    return now;
  }

  private Behaviour behaviour(Crowd crowd, int number) {
    if (number < crowd.halfOpen()) {
      String beginning = number % 2 == 0 ? "" : "POST /graphql HTTP/1.1\r\nHost: 127.0";
      return socket -> halfOpen(socket, beginning);
    }
    if (number < crowd.halfOpen() + crowd.slowBodies()) {
      String head =
          switch (number % 4) {
            case 0 -> head("/graphql", "application/json", "Content-Length: 100000");
            case 1 -> head("/commands", "application/json", "Content-Length: 100000");
            case 2 -> head("/commands", "application/x-ndjson", "Content-Length: 100000");
            default ->
                head("/oauth2/token", "application/x-www-form-urlencoded", "Content-Length: 9999");
          };
      return socket -> slowBody(socket, head);
    }
    byte[] endless = number % 2 == 0 ? catalogue() : refusedCommands();
    String begin =
        number % 2 == 0
            ? bigQuestion()
            : head("/commands", "application/x-ndjson", "Content-Length: 1000000000");
    return socket -> stoppedReader(socket, begin, endless);
  }

  private void keep(Behaviour behaviour) {
    while (running) {
      try (Socket socket = new Socket()) {
        sockets.add(socket);
        // What the client does not read is to stop the server soon.
        socket.setReceiveBufferSize(TINY);
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bank.port()), 10_000);
        open.incrementAndGet();
        try {
          behaviour.on(socket);
        } finally {
          open.decrementAndGet();
          sockets.remove(socket);
        }
      } catch (IOException e) {
        // Ended by the program: that is its right.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (running) {
        ended.incrementAndGet();
      }
    }
  }

  private static void halfOpen(Socket socket, String beginning) throws IOException {
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    awaitEnd(socket.getInputStream());
  }

  private static void awaitEnd(InputStream in) throws IOException {
    while (in.read() >= 0) {
      continue;
    }
  }

  private void slowBody(Socket socket, String head) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    while (running) {
      out.write(' ');
      TimeUnit.MILLISECONDS.sleep(PAUSE);
    }
  }

  /** Sends more and more of what is answered, and reads nothing of it. */
  private void stoppedReader(Socket socket, String begin, byte[] endless) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(begin.getBytes(StandardCharsets.US_ASCII));
    while (running) {
      out.write(endless);
    }
  }

  private String head(String path, String type, String length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        + token
        + "\r\nContent-Type: "
        + type
        + "\r\n"
        + length
        + "\r\n\r\n";
  }

  private String bigQuestion() {
    String question =
        "{\"query\":\"{ customers(first: 500) { nodes { id key customerId name kind } } }\"}";
    return head("/graphql", "application/json", "Content-Length: " + question.length()) + question;
  }

  /** Much to answer and little to work: what is meant is not reading, not a flood of questions. */
  private byte[] catalogue() {
    return ("GET /commands HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] refusedCommands() {
    return "{\"type\":\"Nothing\",\"id\":\"x\",\"payload\":{}}\n"
        .repeat(100)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(StubbornConnections.class.getName())
          .log(System.Logger.Level.DEBUG, "Closing a connection that failed", e);
    }
  }

  /** One who asks and commands as usual, and takes the time. */
  private static final class GoodClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String QUESTION =
        "{\"query\":\"{ customers(first: 3) { totalCount nodes { name } } }\"}";

    private final AttackedBank bank;
    private final List<Long> served = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int commands;

    GoodClient(AttackedBank bank) {
      this.bank = bank;
    }

    void serve(Duration time) throws Exception {
      String bearer = bank.token();
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        post(bearer, "/graphql", QUESTION, "\"totalCount\"");
        String command =
            "{\"type\":\"DefineUnit\",\"id\":\"good-%d-%d\",\"payload\":{\"unitId\":\"good-%d\",\"name\":\"Good\",\"kind\":\"OUTLET\"}}"
                .formatted(end, commands, commands++);
        post(bearer, "/commands", command, "\"outcome\"");
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    /** On a connection of its own, for a new one is what may be hard to get. */
    private void post(String bearer, String path, String body, String wanted) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      HostileRequest request = HostileRequest.post("good", path, "application/json", bytes);
      long begun = System.nanoTime();
      try (Wire wire = new Wire(bank.port(), PATIENCE)) {
        String text = wire.exchange(request.bytes(bearer), false, false).text();
        if (!text.contains(wanted)) {
          failures.add(text);
        }
      } catch (IOException e) {
        failures.add(String.valueOf(e));
      }
      served.add(System.nanoTime() - begun);
    }

    void forget() {
      served.clear();
      failures.clear();
    }

    List<Long> served() {
      return List.copyOf(served);
    }

    List<String> failures() {
      return failures.stream().limit(5).toList();
    }
  }
}
