package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.relata.driver.RelataClient;

/** A client for each pair of programs, of which a caller takes any that is not known to be down. */
final class Clients {

  private final Site site;
  private final Map<String, RelataClient> clients = new ConcurrentHashMap<>();

  Clients(Site site) {
    this.site = site;
  }

  RelataClient any(Random random) {
    return of(Site.any(site.commandSides(), random), random);
  }

  /** Sends a stream of commands at the pace of somebody who types them in. */
  HttpResponse<String> stream(String lines, Random random)
      throws IOException, InterruptedException {
    Node node = Site.any(site.commandSides(), random);
    node.streams().incrementAndGet();
    try {
      return of(node, random).stream(() -> new SlowLines(lines));
    } finally {
      node.streams().decrementAndGet();
    }
  }

  private RelataClient of(Node commands, Random random) {
    Node queries = Site.any(site.querySides(), random);
    return clients.computeIfAbsent(
        commands + " " + queries,
        _ -> {
          try {
            return site.client(commands, queries);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
