package org.relata.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether an answer is one that an attacker may get, and what it amounts to. */
final class Judge {

  /** What no answer may tell: how the program is made, and how it failed. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "[A-Za-z]Exception\\b|Error: |\\bat [a-z]+\\.[\\w.$]+\\(|[Pp]ostgre|PSQL|SQLSTATE|jdbc:"
              + "|org\\.relata|java\\.(lang|util|io|time)\\.|jakarta\\.|springframework"
              + "|tools\\.jackson|fasterxml|graphql\\.(execution|language|schema|parser)"
              + "|[Tt]omcat|[Cc]atalina|[Hh]ikari|jooq|axonframework"
              + "|SELECT .* FROM |INSERT INTO |ERROR: ");

  /** Named where HTTP's own words for a request that no server understands are 5xx. */
  private static final Set<Integer> NOT_HTTP = Set.of(501, 505);

  private static final Set<String> AWAY = Set.of("STORE_UNAVAILABLE", "CONTENTION", "ISSUER_AWAY");

  /** The answer is one that must not be. */
  static final class Finding extends Exception {
    Finding(String message) {
      super(message);
    }
  }

  /**
   * What an answer amounts to.
   *
   * @param accepted whether something was done or told, rather than refused
   * @param code what the refusal is called, or what was done
   * @param stored ids of the commands that were stored
   * @param cost what the question cost as the program counts, else 0
   */
  record Verdict(boolean accepted, String code, List<String> stored, long cost) {}

  private final JsonMapper json = JsonMapper.builder().build();

  Verdict judge(HostileRequest request, Wire.Answer answer) throws Finding {
    int status = answer.status();
    String text = answer.text();
    if (status == 503) {
      return away(answer);
    }
    require(status < 500 || NOT_HTTP.contains(status), "The status " + status);
    checkWords(request, answer, text);
    if (answer.is("application/x-ndjson")) {
      return lines(text);
    }
    boolean told = answer.is("application/json") || answer.is("application/graphql-response+json");
    if (told && text.startsWith("{\"errors\"") || text.startsWith("{\"data\"")) {
      return question(parsed(text));
    }
    if (answer.is("application/problem+json")) {
      return new Verdict(false, code(parsed(text)), List.of(), 0);
    }
    if (told && status == 200 && parsed(text).has("outcome")) {
      List<String> stored = new ArrayList<>();
      String outcome = outcome(parsed(text), stored);
      return new Verdict(true, outcome, stored, 0);
    }
    return new Verdict(status < 400, "HTTP " + status, List.of(), 0);
  }

  private Verdict away(Wire.Answer answer) throws Finding {
    JsonNode body = parsed(answer.text());
    String code = body.path("code").asString(body.at("/errors/0/extensions/code").asString(""));
    require(AWAY.contains(code), "The status 503 with the code " + code);
    require(answer.headers().containsKey("retry-after"), "503 without Retry-After");
    return new Verdict(false, "AWAY " + code, List.of(), 0);
  }

  /** What the request itself said may come back. */
  private static void checkWords(HostileRequest request, Wire.Answer answer, String text)
      throws Finding {
    Matcher matcher = INTERNALS.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      boolean said =
          new String(request.body(), java.nio.charset.StandardCharsets.UTF_8).contains(word)
              || request.startLine().contains(word);
      require(said, "The answer tells of the inside: " + word);
    }
    for (String name : List.of("server", "x-powered-by")) {
      require(!answer.headers().containsKey(name), "The header " + name);
    }
  }

  private Verdict lines(String text) throws Finding {
    List<String> stored = new ArrayList<>();
    long last = 0;
    for (String line : text.split("\n")) {
      if (line.isEmpty()) {
        continue;
      }
      JsonNode answer = parsed(line);
      long number = answer.path("line").asLong(0);
      require(number > last, "Lines are answered in order");
      last = number;
      outcome(answer, stored);
    }
    return new Verdict(!stored.isEmpty(), "STREAM", stored, 0);
  }

  private static String outcome(JsonNode answer, List<String> stored) throws Finding {
    String outcome = answer.path("outcome").asString("");
    switch (outcome) {
      case "STORED" -> stored.add(answer.path("id").asString(""));
      case "REPEATED", "UNCHANGED" -> {}
      case "REFUSED" -> code(answer);
      default -> throw new Finding("The outcome " + outcome);
    }
    return outcome;
  }

  private static Verdict question(JsonNode answer) throws Finding {
    @Nullable String first = null;
    for (JsonNode error : answer.path("errors")) {
      String code = code(error.path("extensions"));
      require(error.path("message").isString(), "An error without a message");
      first = first == null ? code : first;
    }
    boolean accepted = answer.path("data").isObject();
    require(accepted || first != null, "Neither data nor errors");
    long cost = answer.at("/extensions/relata/cost").asLong(0);
    return new Verdict(accepted, first == null ? "ANSWERED" : first, List.of(), cost);
  }

  private static String code(JsonNode refusal) throws Finding {
    String code = refusal.path("code").asString("");
    require(code.matches("[A-Z][A-Z0-9_]+"), "A refusal without a code");
    require(!code.equals("INTERNAL_ERROR"), "An internal error");
    return code;
  }

  private JsonNode parsed(String text) throws Finding {
    try {
      return json.readTree(text);
    } catch (JacksonException e) {
      throw new Finding("The answer is no JSON");
    }
  }

  private static void require(boolean condition, String otherwise) throws Finding {
    if (!condition) {
      throw new Finding(otherwise);
    }
  }
}
