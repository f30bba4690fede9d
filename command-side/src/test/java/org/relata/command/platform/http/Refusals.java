package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;

/** What every refusal over HTTP must be: typed, silent about the inside, and without a trace. */
final class Refusals {

  private static final AtomicLong IDS = new AtomicLong();
  private static final List<String> INTERNALS =
      List.of(
          "Exception",
          "org.",
          "java",
          "jackson",
          "spring",
          "axon",
          "SELECT",
          "INSERT",
          "log.",
          "jdbc",
          "postgres",
          "\tat ",
          "tomcat");

  private Refusals() {}

  static String freshId() {
    return "t-" + IDS.incrementAndGet();
  }

  /** A good registration of a new customer, to be spoiled. */
  static String register(String customerId, String more) {
    return command(
        "RegisterCustomer",
        "{\"customerId\":\""
            + customerId
            + "\",\"kind\":\"PERSONAL\",\"name\":\"王小明\""
            + more
            + "}",
        "");
  }

  static String command(String type, String payload, String more) {
    return "{\"type\":\"%s\",\"id\":\"%s\",\"payload\":%s%s}"
        .formatted(type, freshId(), payload, more);
  }

  /** The answer is this refusal of exactly these fields, and the log is as it was. */
  static JsonNode refused(
      Supplier<HttpResponse<String>> request, int status, String code, String... pointers) {
    CommandServer server = CommandServer.shared();
    long before = server.position();
    HttpResponse<String> response = request.get();
    JsonNode problem = problem(response, status, code);
    List<String> named = new ArrayList<>();
    problem.path("errors").forEach(error -> named.add(error.path("pointer").stringValue()));
    assertThat(named).as(response.body()).containsExactly(pointers);
    assertThat(server.position()).as("events in the log").isEqualTo(before);
    return problem;
  }

  static JsonNode problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    saysNothingInternal(response.body());
    JsonNode problem = Json.mapper().readTree(response.body());
    assertThat(problem.path("code").stringValue()).as(response.body()).isEqualTo(code);
    assertThat(problem.path("type").stringValue()).isEqualTo("/problems/" + code);
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("detail").stringValue()).matches("(?s)[A-Z0-9].*[.?]");
    return problem;
  }

  static void saysNothingInternal(String body) {
    for (String word : INTERNALS) {
      assertThat(body).doesNotContainIgnoringCase(word);
    }
  }
}
