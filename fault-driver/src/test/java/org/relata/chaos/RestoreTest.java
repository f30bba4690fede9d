package org.relata.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;
import tools.jackson.databind.JsonNode;

/** The database is brought back to an earlier point: what docs/operations.md describes. */
class RestoreTest {

  private static final String CUSTOMERS =
      "query($after: String, $asOf: AsOf) { customers(first: 2, after: $after, asOf: $asOf) {"
          + " nodes { name } totalCount pageInfo { endCursor } } }";

  @Test
  void everyPositionOfBeforeIsRefusedByNameAndTheLogGoesOnBehindThePoint() throws Exception {
    Path home = Path.of("target", "restore-test");
    Chaos.deleteOld(home);
    try (Site site = Site.start(home, Site.Starts.FEW, List.of())) {
      RelataClient client = site.client(new Random(1));
      register(client, "C-1");
      register(client, "C-2");
      JsonNode before = ask(client, register(client, "C-3"), Map.of());
      assertEquals(3, before.at("/data/customers/totalCount").intValue());
      String cursor = before.at("/data/customers/pageInfo/endCursor").asString();
      String life = site.incarnation();

      Books books = new Books();
      new Successions(books)
          .restore(site, () -> register(client, "C-4"), () -> register(client, "C-5"));

      assertNotEquals(life, site.incarnation());
      String foreign = "FOREIGN_INCARNATION";
      assertEquals(foreign, refusal(client, Map.of("after", cursor), Map.of()));
      assertEquals(
          foreign,
          refusal(client, Map.of("asOf", Map.of("position", 2, "incarnation", life)), Map.of()));
      assertEquals(foreign, refusal(client, Map.of(), Map.of("Relata-Min-Position", life + ":3")));

      // What was undone may be sent again and is stored where the undone one stood.
      assertEquals(site.incarnation() + ":5", register(client, "C-5"));
      JsonNode after = ask(client, site.incarnation() + ":5", Map.of());
      assertEquals(5, after.at("/data/customers/totalCount").intValue());
    }
  }

  /** Sends until it is stored; gives the position that a reader may ask for. */
  private static String register(RelataClient client, String customer) throws Exception {
    String[] position = {""};
    Await.until(
        customer + " is registered",
        () -> {
          JsonNode answer =
              client.send(
                  "register-" + customer,
                  new RegisterCustomer(
                      new CustomerId(customer),
                      CustomerKind.PERSONAL,
                      new Label("Name of " + customer),
                      null,
                      null));
          boolean stored = answer.path("outcome").asString("").equals("STORED");
          if (stored) {
            position[0] =
                answer.path("incarnation").asString() + ":" + answer.path("position").longValue();
          }
          return stored;
        });
    return position[0];
  }

  private static JsonNode ask(
      RelataClient client, String minPosition, Map<String, Object> variables) throws Exception {
    return client
        .json()
        .readTree(client.ask(CUSTOMERS, variables, Map.of("Relata-Min-Position", minPosition)));
  }

  /** The code of the refusal, asked again while the programs are finding the new server. */
  private static String refusal(
      RelataClient client, Map<String, Object> variables, Map<String, String> headers)
      throws Exception {
    String[] code = {""};
    Await.until(
        "an answer",
        () -> {
          JsonNode answer = client.json().readTree(client.ask(CUSTOMERS, variables, headers));
          code[0] = answer.at("/errors/0/extensions/code").asString("none");
          return !code[0].equals("STORE_UNAVAILABLE")
              && !code[0].equals("FOLDS_OF_ANOTHER_INCARNATION");
        });
    return code[0];
  }
}
