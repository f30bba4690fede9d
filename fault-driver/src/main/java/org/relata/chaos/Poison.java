package org.relata.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * An event that no program can read is put into the log. The folds must stop before it and say so,
 * commands go on; then it is mended in place, as a newer program would understand it, and the folds
 * go on by themselves.
 */
final class Poison {

  private int poisons;

  boolean inject(Site site, Random random) throws Exception {
    String id = "poison-" + ++poisons;
    boolean unknown = random.nextBoolean();
    String type = unknown ? "chaos.NeverHeardOf" : "customer.CustomerRegistered";
    String payload = unknown ? customer(id) : "{\"nonsense\": true}";
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE");
      statement.execute(
          "INSERT INTO log.event SELECT position + 1, 'customer/%s', 0, '%s', 1, '%s',"
                  .formatted(id, type, payload)
              + " '{\"actor\":\"chaos\",\"commandId\":\"%s\",\"commandType\":\"RegisterCustomer\","
                  .formatted(id)
              + "\"contentHash\":\"x\",\"correlationId\":\"%s\"}',".formatted(id)
              + " recorded_at, recorded_at, '%s', 0 FROM log.head".formatted(id));
      connection.commit();
    }
    long position = number(site, "SELECT position FROM log.event WHERE command_id = '" + id + "'");
    String tokens = "SELECT max(position) FROM read.fold_group";
    String told = "SELECT count(*) FROM read.fold_group WHERE failed_event = " + position;
    for (int i = 0; i < 500 && number(site, told) == 0; i++) {
      pause(20);
    }
    boolean stopped = number(site, told) > 0 && number(site, tokens) < position;
    site.execute(
        "UPDATE log.event SET type = 'customer.CustomerRegistered', payload = '%s' WHERE position = %d"
            .formatted(customer(id), position));
    if (!stopped) {
      throw new Broken("I4", "the poisoned event " + position + " was not stopped at");
    }
    for (int i = 0; number(site, "SELECT min(position) FROM read.fold_group") < position; i++) {
      if (i == 1_000) {
        throw new Broken("I7", "the folds did not go on after the event " + position);
      }
      pause(20);
    }
    return true;
  }

  private static String customer(String id) {
    return "{\"customerId\":\"%s\",\"kind\":\"PERSONAL\",\"name\":\"Poison\",\"identityDocuments\":[],\"profile\":{}}"
        .formatted(id);
  }

  private static long number(Site site, String query) throws SQLException {
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void pause(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
