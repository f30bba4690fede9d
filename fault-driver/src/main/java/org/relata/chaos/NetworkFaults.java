package org.relata.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.relata.faults.Fault;

/** Harm done by the network between the programs and their database, and by clients. */
final class NetworkFaults {

  private NetworkFaults() {}

  static boolean loseConfirmation(Site site, Random random) throws Exception {
    Network network = site.network();
    int before = network.confirmationsLost();
    int times = 1 + random.nextInt(3);
    network.set(new Fault.LostConfirmation(times));
    for (int i = 0; i < 100 && network.confirmationsLost() < before + times; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    network.heal();
    return network.confirmationsLost() > before;
  }

  static boolean reset(Site site, Random random) {
    site.network(random).reset();
    return true;
  }

  static boolean slowNetwork(Site site, Random random) throws Exception {
    Network network = site.network(random);
    network.set(
        switch (random.nextInt(3)) {
          case 0 -> new Fault.Latency(Duration.ofMillis(10 + random.nextInt(90)));
          case 1 -> new Fault.Slices(1 + random.nextInt(20));
          default -> new Fault.Bandwidth(20_000 + random.nextInt(50_000));
        });
    TimeUnit.MILLISECONDS.sleep(400 + random.nextInt(400));
    network.heal();
    return true;
  }

  /** Longer than most time limits of a request would be noticed, shorter than a test may last. */
  static boolean silence(Site site, Random random) throws Exception {
    Network network = site.network(random);
    network.set(new Fault.Silence());
    TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(700));
    // What was swallowed never comes: such connections are dead, and a router says so in the end.
    network.reset();
    network.heal();
    return true;
  }

  static boolean refusal(Site site, Random random) throws Exception {
    Network network = site.network(random);
    network.set(new Fault.Refusal());
    network.reset();
    TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(600));
    network.heal();
    return true;
  }

  static boolean slowConsumers(Site site, Random random) throws Exception {
    List<Socket> consumers = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Node node =
            i % 2 == 0
                ? Site.any(site.commandSides(), random)
                : Site.any(site.querySides(), random);
        consumers.add(stopped(site, node, i % 2 == 0));
      }
      TimeUnit.MILLISECONDS.sleep(500);
    } finally {
      for (Socket consumer : consumers) {
        consumer.close();
      }
    }
    return true;
  }

  /** Asks or sends a lot and never reads the answer. */
  private static Socket stopped(Site site, Node node, boolean commands) throws Exception {
    String line = "{\"type\":\"RegisterCustomer\",\"id\":\"\",\"payload\":{}}\n";
    String body =
        commands
            ? line.repeat(2_000)
            : "{\"query\":\"{ customers(first: 100) { nodes { customerId name timeline { nodes {"
                + " sentence } } } } }\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    URI uri = URI.create(node.url());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    try {
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), uri.getPort()),
          1_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n"
                  .formatted(commands ? "/commands" : "/graphql", site.token())
              + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(commands ? "application/x-ndjson" : "application/json", bytes.length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, 0, Math.min(bytes.length, 50_000));
      out.flush();
    } catch (IOException e) {
      // The process does not take it: it may be frozen, or starting.
    }
    return socket;
  }
}
