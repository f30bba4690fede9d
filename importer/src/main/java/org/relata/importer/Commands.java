package org.relata.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command endpoint of a server: {@code POST /commands} with NDJSON in and out. */
final class Commands {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_PROBLEM = 2_000;

  private final HttpClient http;
  private final URI url;
  private final Tokens tokens;

  Commands(HttpClient http, URI server, Tokens tokens) {
    this.http = http;
    String base = server.toString();
    this.url = URI.create((base.endsWith("/") ? base : base + "/") + "commands");
    this.tokens = tokens;
  }

  /** The server cannot take commands just now; what was not answered may be sent again. */
  static final class Away extends IOException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    Away(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }

  /**
   * What has become of one command.
   *
   * @param problems empty if it was not refused; else the whole first, then what is wrong where
   */
  record Answer(boolean unchanged, String incarnation, List<Problem> problems) {}

  /**
   * Sends commands and hands on each answer as it comes, in the order of the commands.
   *
   * @throws IOException if the connection is lost; the answers handed on until then hold
   * @throws Problem.Unusable if the server will not take commands, however often they are sent
   */
  void send(List<Entry.Command> commands, Consumer<Answer> answers)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    commands.forEach(command -> body.append(command.json()).append('\n'));
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + tokens.token())
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/x-ndjson, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        refused(response, lines);
        return;
      }
      for (int i = 0; i < commands.size(); i++) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("The server ended its answer after " + i + " commands.");
        }
        answers.accept(answer(line, i + 1, commands.get(i)));
      }
    }
  }

  private void refused(HttpResponse<InputStream> response, BufferedReader body) throws IOException {
    int status = response.statusCode();
    if (status == 401) {
      tokens.refused();
      throw new Away("The server has refused the token.", Duration.ZERO);
    }
    if (status == 429 || status == 502 || status == 503 || status == 504) {
      throw new Away(
          "The server answers with status " + status + ".",
          Duration.ofSeconds(
              response
                  .headers()
                  .firstValue("Retry-After")
                  .filter(value -> value.matches("\\d{1,4}"))
                  .map(Long::parseLong)
                  .orElse(0L)));
    }
    char[] start = new char[LONGEST_PROBLEM];
    int length = Math.max(0, body.read(start));
    String why =
        switch (status) {
          case 403 -> "the client may not send commands";
          case 404 -> "there is no Relata command side at this address";
          default -> new String(start, 0, length);
        };
    throw new Problem.Unusable("%s answers with status %d: %s".formatted(url, status, why));
  }

  private Answer answer(String line, int number, Entry.Command command) throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(line);
    } catch (JacksonException e) {
      // The connection was lost within a line: the command counts as not answered.
      throw new IOException("The server broke off within an answer.", e);
    }
    if (answer.path("line").asInt(-1) != number
        || !answer.path("id").asString(command.id()).equals(command.id())) {
      throw new Problem.Unusable(
          "%s does not answer as a command side does: %s for %s (line %d)."
              .formatted(url, line, command.id(), number));
    }
    String incarnation = answer.path("incarnation").asString("");
    return switch (answer.path("outcome").asString("")) {
      case "STORED" -> new Answer(false, incarnation, List.of());
      case "REPEATED", "UNCHANGED" -> new Answer(true, incarnation, List.of());
      case "REFUSED" -> new Answer(true, incarnation, problems(answer));
      default ->
          throw new Problem.Unusable(url + " answers with an outcome that is not known: " + line);
    };
  }

  private static List<Problem> problems(JsonNode answer) throws IOException {
    int status = answer.path("status").asInt(422);
    if (status == 503 || status == 401) {
      throw new Away(answer.path("detail").asString("The store is away."), Duration.ZERO);
    }
    List<Problem> problems = new ArrayList<>();
    problems.add(problem("", answer));
    for (JsonNode error : answer.path("errors")) {
      problems.add(problem(error.path("pointer").asString(""), error));
    }
    return problems;
  }

  private static Problem problem(String field, JsonNode node) {
    return new Problem(
        field,
        node.path("code").asString("REFUSED"),
        node.path("detail").asString("The server gives no reason."));
  }
}
