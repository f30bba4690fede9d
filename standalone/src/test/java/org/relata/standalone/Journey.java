package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.driver.RelataClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an integrator does, step by step: commands go in as JSON, and every question asks for the
 * position of the latest of them. In questions {@code $at} stands for the moment asked for.
 */
final class Journey {

  private final RelataClient client;
  private final String name;
  private final JsonMapper json;
  private int commands;
  private long position;
  private String incarnation = "";

  Journey(RelataClient client, String name) {
    this.client = client;
    this.name = name;
    this.json = client.json();
  }

  /** Sends a command that is accepted; gives the position since which it holds. */
  long tell(String type, String payload) throws Exception {
    return stored(type, answer(client, type, payload));
  }

  /** The same by another program, which may approve what the first one proposed. */
  long approves(String type, String payload) throws Exception {
    return stored(type, answer(client.approver(), type, payload));
  }

  private long stored(String type, JsonNode answer) {
    assertThat(answer.path("outcome").asString()).as(type + " " + answer).isEqualTo("STORED");
    position = answer.path("position").longValue();
    incarnation = answer.path("incarnation").stringValue();
    return position;
  }

  /** Sends a command that is refused for the reason of this code. */
  void isRefused(String type, String payload, String code) throws Exception {
    JsonNode answer = answer(client, type, payload);
    assertThat(answer.path("code").asString()).as(type + " " + answer).isEqualTo(code);
  }

  private JsonNode answer(RelataClient by, String type, String payload) throws Exception {
    Map<String, Object> command = new HashMap<>();
    command.put("type", type);
    command.put("id", name + "-" + ++commands);
    command.put("payload", json.readTree(payload));
    return json.readTree(by.post("/commands", json.writeValueAsString(command), Map.of()).body());
  }

  /** Asks now, with the sender's own writes in it. */
  void asks(String question, String expected) throws Exception {
    assertThat(data(question, null)).isEqualTo(json.readTree(expected));
  }

  /** Asks as of an earlier position. */
  void asksAsOf(long earlier, String question, String expected) throws Exception {
    assertThat(data(question, earlier)).isEqualTo(json.readTree(expected));
  }

  /** The data of an answer without errors. */
  JsonNode data(String question, @Nullable Long earlier) throws Exception {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("at", earlier == null ? null : Map.of("position", earlier));
    Map<String, Object> body =
        Map.of("query", "query Step($at: AsOf) " + question, "variables", variables);
    HttpResponse<String> response =
        client.post(
            "/graphql",
            json.writeValueAsString(body),
            Map.of("Relata-Min-Position", incarnation + ":" + position));
    JsonNode answer = json.readTree(response.body());
    assertThat(answer.has("errors")).as(response.body()).isFalse();
    assertThat(answer.path("extensions").path("relata").path("position").longValue())
        .isGreaterThanOrEqualTo(position);
    return answer.path("data");
  }
}
