package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relata.driver.RelataClient;
import tools.jackson.databind.JsonNode;

/** Sends commands as integrators write them, and insists that each is stored. */
final class Clerk {

  private final RelataClient client;
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private int written;

  Clerk(RelataClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Writes a command, to be sent with the others. */
  Clerk write(String type, Map<String, Object> payload) {
    String id = name + "-" + ++written;
    lines.add(client.json().writeValueAsString(Map.of("type", type, "id", id, "payload", payload)));
    return this;
  }

  /** What became of each command that was written, in their order. */
  List<JsonNode> outcomes() throws Exception {
    if (lines.isEmpty()) {
      return List.of();
    }
    String answers = client.stream(String.join("\n", lines) + "\n").body();
    lines.clear();
    return answers.lines().map(client.json()::readTree).toList();
  }

  /** Sends what was written; the position of the last event. */
  long stored() throws Exception {
    long position = 0;
    for (JsonNode outcome : outcomes()) {
      assertThat(outcome.path("outcome").asString("")).as("%s", outcome).isEqualTo("STORED");
      position = Math.max(position, outcome.path("position").longValue());
    }
    return position;
  }

  /** One of the relationship managers and other employees. */
  Clerk hire(String employeeId, String unitId, String position) {
    return write(
        "HireEmployee",
        Map.of(
            "employeeId", employeeId,
            "name", "员工 " + employeeId,
            "unitId", unitId,
            "position", position,
            "roles", List.of("RELATIONSHIP_MANAGER")));
  }

  Clerk defineUnit(String unitId) {
    return write(
        "DefineUnit", Map.of("unitId", unitId, "name", "支行 " + unitId, "kind", "HEAD_OFFICE"));
  }

  Clerk register(String customerId, String unitId) {
    return write(
        "RegisterCustomer",
        Map.of(
            "customerId",
            customerId,
            "kind",
            "PERSONAL",
            "name",
            "客户 " + customerId,
            "profile",
            Map.of("unitId", unitId)));
  }
}
