package org.relata.chaos;

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
    Node commands = Site.any(site.commandSides(), random);
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
