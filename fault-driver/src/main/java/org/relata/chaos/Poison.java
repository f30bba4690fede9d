package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * An event that no program can read is put into the log. The folds must stop before it and say so,
 * commands go on; then it is mended in place, as a newer program would understand it, and the folds
 * go on by themselves.
 */
final class Poison {

  private static final String REGISTERED = "customer.CustomerRegistered";

  private int poisons;

  /** Of an unknown type, or with a content that does not fit. */
  boolean inject(Site site, Random random) throws Exception {
    String id = "poison-" + ++poisons;
    return random.nextBoolean()
        ? inject(site, id, "chaos.NeverHeardOf", 1, customer(id))
        : inject(site, id, REGISTERED, 1, "{\"nonsense\": true}");
  }

  /** As a newer version of the program would write it, beside these older ones. */
  boolean ofNewerProgram(Site site, Random random) throws Exception {
    String id = "poison-" + ++poisons;
    return inject(site, id, REGISTERED, 3 + random.nextInt(9), customer(id));
  }

  private static boolean inject(Site site, String id, String type, int revision, String payload)
      throws Exception {
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE");
      statement.execute(
          "INSERT INTO log.event SELECT position + 1, 'customer/%s', 0, '%s', %d, '%s',"
                  .formatted(id, type, revision, payload)
              + " '{\"actor\":\"chaos\",\"commandId\":\"%s\",\"commandType\":\"RegisterCustomer\","
                  .formatted(id)
              + "\"contentHash\":\"x\",\"correlationId\":\"%s\"}',".formatted(id)
              + " greatest(recorded_at, now()), now(), '%s', 0 FROM log.head".formatted(id));
      connection.commit();
    }
    long position = site.number("SELECT position FROM log.event WHERE command_id = '" + id + "'");
    String tokens = "SELECT max(position) FROM read.fold_group";
    String told = "SELECT count(*) FROM read.fold_group WHERE failed_event = " + position;
    for (int i = 0; i < 500 && site.number(told) == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    boolean stopped = site.number(told) > 0 && site.number(tokens) < position;
    String answer = answerToCommand(site, id);
    site.execute(
        "UPDATE log.event SET type = '%s', revision = 1, payload = '%s' WHERE position = %d"
            .formatted(REGISTERED, customer(id), position));
    if (!answer.startsWith("503 ")) {
      throw new Broken("I7", "a command to a stream that cannot be read was answered " + answer);
    }
    if (!stopped) {
      throw new Broken("I4", "the poisoned event " + position + " was not stopped at");
    }
    for (int i = 0; site.number("SELECT min(position) FROM read.fold_group") < position; i++) {
      if (i == 1_000) {
        throw new Broken("I7", "the folds did not go on after the event " + position);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /** Status and body; nobody may decide on what he cannot read. */
  private static String answerToCommand(Site site, String id) throws Exception {
    Node node = Site.any(site.commandSides(), new Random());
    String command =
        "{\"type\":\"RenameCustomer\",\"id\":\"to-%s\",\"payload\":{\"customerId\":\"%s\",\"name\":\"New\"}}"
            .formatted(id, id);
    try {
      HttpResponse<String> response =
          site.client(node, site.querySides().getFirst()).post("/commands", command, Map.of());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      // The process is starting or frozen, and so it has decided nothing.
      return "503 " + e;
    }
  }

  private static String customer(String id) {
    return "{\"customerId\":\"%s\",\"kind\":\"PERSONAL\",\"name\":\"Poison\",\"identityDocuments\":[],\"profile\":{}}"
        .formatted(id);
  }
}
