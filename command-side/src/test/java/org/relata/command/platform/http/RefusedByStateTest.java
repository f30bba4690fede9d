package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.freshId;
import static org.relata.command.platform.http.Refusals.refused;
import static org.relata.command.platform.http.Refusals.register;

import org.junit.jupiter.api.Test;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;

/** Good payloads that meet a world in which they cannot be. */
class RefusedByStateTest {

  private final CommandServer server = CommandServer.shared();

  private JsonNode accepted(String body) {
    var response = server.post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.mapper().readTree(response.body());
  }

  private static String rename(String customer, String name, String more) {
    return command(
        "RenameCustomer", "{\"customerId\":\"" + customer + "\",\"name\":\"" + name + "\"}", more);
  }

  @Test
  void aStoredCommandIsAnsweredWithItsPlaceInTheLog() {
    JsonNode answer = accepted(register("C-place", ""));
    assertThat(answer.path("outcome").stringValue()).isEqualTo("STORED");
    assertThat(answer.path("position").longValue()).isEqualTo(server.position());
    assertThat(answer.path("incarnation").stringValue()).hasSize(36);
    assertThat(answer.path("streams").get(0).path("stream").stringValue())
        .isEqualTo("customer/C-place");
    assertThat(answer.path("streams").get(0).path("version").longValue()).isZero();
  }

  @Test
  void theSameIdWithTheSameContentIsRepeatedAndWithOtherContentRefused() {
    String body = register("C-again", "");
    JsonNode first = accepted(body);
    JsonNode again = accepted(body);
    assertThat(again.path("outcome").stringValue()).isEqualTo("REPEATED");
    assertThat(again.path("position")).isEqualTo(first.path("position"));
    assertThat(again.path("streams")).isEqualTo(first.path("streams"));
    refused(() -> server.post(body.replace("王小明", "李明")), 409, "COMMAND_ID_REUSED");
  }

  @Test
  void aStaleVersionIsRefused() {
    accepted(register("C-stale", ""));
    accepted(rename("C-stale", "A", ",\"expectedVersion\":0"));
    refused(
        () -> server.post(rename("C-stale", "B", ",\"expectedVersion\":0")),
        409,
        "VERSION_CONFLICT");
  }

  @Test
  void anUnknownCustomerIsRefused() {
    refused(() -> server.post(rename("C-nobody", "A", "")), 422, "UNKNOWN_CUSTOMER");
  }

  @Test
  void aCustomerIsRegisteredOnce() {
    accepted(register("C-once", ""));
    refused(() -> server.post(register("C-once", "")), 422, "CUSTOMER_EXISTS");
  }

  @Test
  void aRefusalNamesTheCommand() {
    String id = freshId();
    JsonNode problem =
        refused(
            () ->
                server.post(
                    "{\"type\":\"CloseCustomer\",\"id\":\""
                        + id
                        + "\",\"payload\":{\"customerId\":\"C-nobody\"}}"),
            422,
            "UNKNOWN_CUSTOMER");
    assertThat(problem.path("commandId").stringValue()).isEqualTo(id);
  }
}
