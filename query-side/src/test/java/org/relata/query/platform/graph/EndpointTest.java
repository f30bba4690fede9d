package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.relata.query.platform.graph.Library.AUTHOR;
import static org.relata.query.platform.graph.Library.BOOK;
import static org.relata.query.platform.graph.Library.LOAN;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.postgres.Database;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import tools.jackson.databind.JsonNode;

/** What HTTP may bring: each wrong thing has its status and code, and none is a 5xx. */
class EndpointTest {

  private static final String SCHEMA =
      "relata.query.graphql.schema-files="
          + "classpath:schema/platform.graphqls,classpath:library.graphqls";
  private static final TestStore STORE = new TestStore(BOOK, AUTHOR, LOAN);
  private static final String QUESTION = "{\"query\": \"{ log { position } }\"}";

  private static GraphServer server;

  @BeforeAll
  static void started() {
    server =
        new GraphServer(
            STORE.database(), Library.class, SCHEMA, "relata.query.graphql.body-time=500ms");
  }

  @AfterAll
  static void closed() {
    server.close();
  }

  @Test
  void thereIsNoOtherEndpointThanOurs() {
    assertThatThrownBy(
            () -> server.bean(org.springframework.graphql.server.webmvc.GraphQlHttpHandler.class))
        .isInstanceOf(NoSuchBeanDefinitionException.class);
  }

  @Test
  void aQuestionIsAnswered() {
    HttpResponse<String> response = post(QUESTION, "application/json; charset=utf-8");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(GraphServer.JSON.readTree(response.body()).get("data").toString())
        .isEqualTo("{\"log\":{\"position\":0}}");
    assertThat(post(QUESTION.replace("position", "recordedAt"), "application/json").body())
        .contains("\"recordedAt\":null");
  }

  @Test
  void bodiesThatAreNoQuestionAreRefused() {
    refused("", 400, "MALFORMED_JSON");
    refused("{", 400, "MALFORMED_JSON");
    refused("nonsense", 400, "MALFORMED_JSON");
    refused("\"text\"", 400, "MALFORMED_JSON");
    refused("{\"query\": \"{ a }\"} {}", 400, "MALFORMED_JSON");
    refused("{\"query\": \"{ a }\", \"query\": \"{ b }\"}", 400, "MALFORMED_JSON");
    refused(
        "{\"variables\": " + "[".repeat(20_000) + "]".repeat(20_000) + "}", 400, "MALFORMED_JSON");
    refused("[" + QUESTION + "," + QUESTION + "]", 400, "BATCH_REFUSED");
    refused("{}", 400, "INVALID_REQUEST");
    refused("{\"query\": 7}", 400, "INVALID_REQUEST");
    refused("{\"query\": \" \"}", 400, "INVALID_REQUEST");
    refused("{\"query\": \"{ log { position } }\", \"variables\": []}", 400, "INVALID_REQUEST");
    refused("{\"query\": \"{ log { position } }\", \"more\": 1}", 400, "INVALID_REQUEST");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] body =
        QUESTION.replace("position", "posit\u00e9on").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(server.post(body, "application/json"), 400)).isEqualTo("INVALID_UTF8");
  }

  @Test
  void aTextWithTheCharacterZeroIsRefused() {
    String question =
        "{\"query\": \"{ books(filter: {title: {eq: \\\"a\\\\u0000b\\\"}}) { totalCount } }\"}";
    HttpResponse<String> response = post(question, "application/json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(GraphServer.code(GraphServer.JSON.readTree(response.body())))
        .isEqualTo("FORBIDDEN_CHARACTER");
  }

  @Test
  void timesThatOnlyJavaKnowsAreRefused() {
    for (String time : new String[] {"+999999999-12-31", "-0001-01-01", "1849-12-31"}) {
      String question = "{ log(asOf: {time: \\\"" + time + "T00:00:00Z\\\"}) { position } }";
      refused("{\"query\": \"" + question + "\"}", 200, "VALIDATION_FAILED");
    }
  }

  @Test
  void otherContentTypesAndMethodsAreRefused() {
    for (String type :
        new String[] {
          "",
          "text/plain",
          "application/graphql",
          "application/x-www-form-urlencoded",
          "*/*",
          "application/json; charset=utf-16",
          "nonsense",
          "multipart/form-data; boundary=x"
        }) {
      assertThat(refusal(post(QUESTION, type), 415)).as(type).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
    for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH"}) {
      HttpResponse<String> response =
          GraphServer.send(
              HttpRequest.newBuilder(server.uri())
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build());
      assertThat(refusal(response, 405)).isEqualTo("METHOD_NOT_ALLOWED");
      assertThat(response.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  void bodiesUpToTheLimitAreRead() {
    String padding = " ".repeat(1_048_576 - QUESTION.length());
    assertThat(post(QUESTION + padding, "application/json").statusCode()).isEqualTo(200);
    assertThat(refusal(post(QUESTION + padding + " ", "application/json"), 413))
        .isEqualTo("BODY_LIMIT");
  }

  @Test
  void aBodyThatDripsIsCutOff() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 100000\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      StringBuilder answer = new StringBuilder();
      Thread drip = Thread.ofVirtual().start(() -> drip(out));
      byte[] buffer = new byte[4_096];
      int read = socket.getInputStream().read(buffer);
      answer.append(new String(buffer, 0, Math.max(0, read), StandardCharsets.UTF_8));
      assertThat(answer.toString()).startsWith("HTTP/1.1 408");
      drip.interrupt();
    }
  }

  private static void drip(OutputStream out) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        out.write(' ');
        out.flush();
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
      }
    } catch (IOException e) {
      // The server has closed the connection, as it should.
    }
  }

  @Test
  void whatCannotBeExecutedIsABadRequestForClientsOfTheNewMediaType() {
    String wrong = "{\"query\": \"{ nothing }\"}";
    assertThat(post(wrong, "application/json").statusCode()).isEqualTo(200);
    HttpResponse<String> response =
        server.post(
            wrong.getBytes(StandardCharsets.UTF_8),
            "application/json",
            "Accept",
            "application/graphql-response+json");
    assertThat(refusal(response, 400)).isEqualTo("VALIDATION_FAILED");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/graphql-response+json");
    refused("{\"query\": \"{ log {\"}", 200, "SYNTAX_ERROR");
    refused(
        "{\"query\": \"query($a: Int!) { books(first: $a) { totalCount } }\"}",
        200,
        "INVALID_VARIABLE");
    refused(
        "{\"query\": \"query($a: Long) { books(asOf: {position: $a}) { totalCount } }\","
            + " \"variables\": {\"a\": 1e400}}",
        200,
        "INVALID_VARIABLE");
    refused(
        "{\"query\": \"query A { log { position } }\", \"operationName\": \"B\"}",
        200,
        "UNKNOWN_OPERATION");
    refused("{\"query\": \"mutation { a }\"}", 200, "VALIDATION_FAILED");
  }

  @Test
  void aStoreThatIsAwayIsA503() {
    Database away = new Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing");
    try (GraphServer alone = new GraphServer(away, Library.class, SCHEMA)) {
      HttpResponse<String> response =
          alone.post(QUESTION.getBytes(StandardCharsets.UTF_8), "application/json");
      assertThat(refusal(response, 503)).isEqualTo("STORE_UNAVAILABLE");
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
  }

  private static void refused(String body, int status, String code) {
    assertThat(refusal(post(body, "application/json"), status))
        .as(body.substring(0, Math.min(60, body.length())))
        .isEqualTo(code);
  }

  private static HttpResponse<String> post(String body, String type) {
    return server.post(body.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String refusal(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode answer = GraphServer.JSON.readTree(response.body());
    assertThat(answer.has("data")).isFalse();
    return GraphServer.code(answer);
  }
}
