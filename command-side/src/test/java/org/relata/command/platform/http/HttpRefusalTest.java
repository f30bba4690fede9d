package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.refused;
import static org.relata.command.platform.http.Refusals.register;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the framework refuses, or breaks on, is told in our form. */
class HttpRefusalTest {

  private final CommandServer server = CommandServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "x/y"})
  void anotherContentTypeIsRefused(String type) {
    refused(
        () -> server.post(type, register("C-type", "").getBytes()), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void noContentTypeIsRefused() {
    refused(
        () ->
            server.send(
                server.request("/commands").POST(BodyPublishers.ofString(register("C-none", "")))),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png", "application/xml"})
  void anotherWantedTypeIsRefused(String accept) {
    refused(
        () -> server.send(server.request("/commands").header("Accept", accept).GET()),
        406,
        "NOT_ACCEPTABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void anotherMethodIsRefused(String method) {
    refused(
        () -> server.send(server.request("/commands").method(method, BodyPublishers.noBody())),
        405,
        "METHOD_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/commands/x", "/error", "/actuator/env", "/docs/x"})
  void anUnknownPathIsRefused(String path) {
    refused(() -> server.send(server.request(path).GET()), 404, "NOT_FOUND");
    refused(
        () -> server.send(server.request(path).header("Accept", "text/html").GET()),
        404,
        "NOT_FOUND");
  }

  @Test
  void anUnforeseenFailureTellsNothingButAReference() {
    for (int i = 0; i < 2; i++) {
      JsonNode problem =
          refused(() -> server.send(server.request("/defect").GET()), 500, "INTERNAL_ERROR");
      assertThat(problem.path("detail").stringValue())
          .containsPattern("reference [0-9a-f-]{36}\\.")
          .doesNotContain(CommandServer.SECRET);
    }
  }

  @Test
  void aDefectInADecisionTellsNothingButAReference() {
    JsonNode problem =
        refused(
            () -> server.post(command("MeetDefect", "{\"customerId\":\"C-1\"}", "")),
            500,
            "INTERNAL_ERROR");
    assertThat(problem.path("detail").stringValue()).containsPattern("reference [0-9a-f-]{36}\\.");
    assertThat(problem.path("commandId").isString()).isTrue();
  }
}
