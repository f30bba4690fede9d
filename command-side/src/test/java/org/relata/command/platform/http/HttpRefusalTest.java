package org.relata.command.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.refused;
import static org.relata.command.platform.http.Refusals.register;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/** What the framework refuses, or breaks on, is told in our form. */
class HttpRefusalTest {

  private final CommandServer server = CommandServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/*",
        "*/*",
        "x/y"
      })
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

  @Test
  void aBodyThatIsDividedWronglyOrEndsTooEarlyIsRefused() throws IOException {
    String chunked = "Transfer-Encoding: chunked";
    for (String answer :
        List.of(
            raw(chunked, "zz\r\n{}"),
            raw(chunked, "-1\r\n{}"),
            raw(chunked, "5\r\n{}"),
            raw(chunked, "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(200) + "\r\n"),
            raw("Content-Length: 100", "{}"))) {
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"BODY_INCOMPLETE\"");
      Refusals.saysNothingInternal(answer);
    }
  }

  @Test
  void aStreamWithTooManyHeadersBehindItsEndIsBrokenOffBehindTheAnswers() throws IOException {
    String trailers = "0\r\n" + "X: y\r\n".repeat(200) + "\r\n";
    String head =
        head("Transfer-Encoding: chunked").replace("application/json", "application/x-ndjson");
    assertThat(sent(head + trailers))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"BODY_INCOMPLETE\"");
    assertThat(sent(head + "2\r\n{\n\r\n" + trailers))
        .contains("\"code\":\"MALFORMED_JSON\"")
        .doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void aBodyThatArrivesTooSlowlyIsRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write(head("Content-Length: 1000").getBytes(US_ASCII));
      long begun = System.nanoTime();
      StringBuilder answer = new StringBuilder();
      while (answer.isEmpty() && System.nanoTime() - begun < 25_000_000_000L) {
        socket.getOutputStream().write(' ');
        try {
          byte[] part = new byte[1_000];
          int read = socket.getInputStream().read(part);
          answer.append(new String(part, 0, Math.max(read, 0), UTF_8));
        } catch (SocketTimeoutException e) {
          // Not yet.
        }
      }
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("Connection: close");
    }
  }

  @Test
  void theFrameworksOwnRefusalsWithoutACodeAreNeverGiven() {
    try (CommandServer set =
        CommandServer.start(TestPostgres.database(), "--spring.mvc.problemdetails.enabled=true")) {
      refused(() -> set.post("text/plain", new byte[0]), 415, "UNSUPPORTED_MEDIA_TYPE");
      refused(() -> set.send(set.request("/nothing").GET()), 404, "NOT_FOUND");
    }
  }

  private static String head(String header) {
    return "POST /commands HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
        + header
        + "\r\n\r\n";
  }

  /** The answer to a body behind which the client says that nothing more comes. */
  private String raw(String header, String body) throws IOException {
    return sent(head(header) + body);
  }

  private String sent(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
