package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.relata.driver.RelataClient;
import tools.jackson.databind.JsonNode;

/** Who keeps how many customers, asked as of any position, and what must hold at each of them. */
final class Custody {

  private static final String QUESTION =
      """
      query Custody($at: Long!) {
        custodyGroups(by: [MANAGER_ID], asOf: {position: $at}) { managerId count }
        portfolios(first: 100, asOf: {position: $at}) { nodes { managerId customers cap } }
      }
      """;

  private final RelataClient client;

  Custody(RelataClient client) {
    this.client = client;
  }

  /**
   * The customers of each manager; those of nobody under the empty text. Insists that no cap is
   * exceeded, neither by whom a manager keeps nor by what the portfolio counts, which follows one
   * event later.
   */
  Map<String, Integer> at(long position) throws Exception {
    JsonNode answer =
        client.json().readTree(client.ask(QUESTION, Map.of("at", position), Map.of()));
    assertThat(answer.path("errors")).isEmpty();
    Map<String, Integer> customers = new HashMap<>();
    for (JsonNode group : answer.at("/data/custodyGroups")) {
      customers.put(group.path("managerId").asString(""), group.path("count").intValue());
    }
    for (JsonNode portfolio : answer.at("/data/portfolios/nodes")) {
      String manager = portfolio.path("managerId").asString();
      int cap = portfolio.path("cap").intValue();
      assertThat(customers.getOrDefault(manager, 0))
          .as("whom %s keeps at %d", manager, position)
          .isLessThanOrEqualTo(cap);
      assertThat(portfolio.path("customers").intValue())
          .as("what the portfolio of %s counts at %d", manager, position)
          .isLessThanOrEqualTo(cap);
    }
    return customers;
  }
}
