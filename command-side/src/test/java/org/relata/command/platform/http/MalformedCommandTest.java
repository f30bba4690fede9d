package org.relata.command.platform.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.freshId;
import static org.relata.command.platform.http.Refusals.refused;
import static org.relata.command.platform.http.Refusals.register;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is no command at all. */
class MalformedCommandTest {

  private final CommandServer server = CommandServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "x",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"type\":\"RenameCustomer\",",
        "{\"type\":NaN}",
        "{\"type\":'RenameCustomer'}",
        "{} {}",
        "{\"type\":\"\u0000\"}",
        "{\"type\":\"\\x\"}",
        "{\"expectedVersion\":01}",
      })
  void whatIsNoJsonObjectIsRefused(String body) {
    refused(() -> server.post(body), 400, "MALFORMED_JSON");
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin = register("C-latin", "").replace("王小明", "M\u00fcller").getBytes(ISO_8859_1);
    refused(() -> server.post("application/json", latin), 400, "INVALID_UTF8");
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
    refused(() -> server.post("application/json", overlong), 400, "INVALID_UTF8");
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    refused(() -> server.post("application/json", surrogate), 400, "INVALID_UTF8");
  }

  @Test
  void aDoubledKeyIsRefusedWhereverItStands() {
    refused(
        () -> server.post("{\"type\":\"A\",\"type\":\"B\",\"id\":\"1\",\"payload\":{}}"),
        400,
        "MALFORMED_JSON");
    refused(
        () -> server.post(register("C-double", ",\"name\":\"Another\"")), 400, "MALFORMED_JSON");
  }

  @Test
  void jsonTenThousandLevelsDeepIsRefused() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    refused(() -> server.post(deep), 400, "MALFORMED_JSON");
    String lists = "[".repeat(10_000) + "]".repeat(10_000);
    refused(() -> server.post(register("C-deep", ",\"x\":" + lists)), 400, "MALFORMED_JSON");
  }

  @Test
  void anUnknownFieldOfTheEnvelopeIsRefusedWithASuggestion() {
    JsonNode problem =
        refused(
            () ->
                server.post(
                    command(
                        "RenameCustomer",
                        "{\"customerId\":\"C-1\",\"name\":\"A\"}",
                        ",\"expectedVersions\":1,\"actor\":\"employee/boss\"")),
            400,
            "MALFORMED_ENVELOPE",
            "/expectedVersions",
            "/actor");
    assertThat(problem.path("errors").get(0).path("detail").stringValue())
        .contains("did you mean expectedVersion?");
  }

  @Test
  void anEnvelopeWithoutItsPartsIsRefusedNamingEach() {
    refused(() -> server.post("{}"), 422, "MISSING_FIELD", "/id", "/type", "/payload");
    refused(
        () -> server.post("{\"type\":1,\"id\":true,\"payload\":[]}"),
        422,
        "WRONG_TYPE",
        "/id",
        "/type",
        "/payload");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    String body = command("RenameCustomer", "{\"customerId\":\"C-1\",\"name\":\"A\"}", "");
    String id = body.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    for (String bad : new String[] {"", " ", "a b", "-a", "x".repeat(101), "\u738b", "\\ud800"}) {
      refused(() -> server.post(body.replace(id, bad)), 422, "INVALID_COMMAND_ID", "/id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1.5", "-2", "\"1\"", "99999999999999999999", "true", "{}"})
  void anExpectedVersionThatIsNoneIsRefused(String version) {
    refused(
        () ->
            server.post(
                command(
                    "RenameCustomer",
                    "{\"customerId\":\"C-1\",\"name\":\"A\"}",
                    ",\"expectedVersion\":" + version)),
        422,
        "WRONG_TYPE",
        "/expectedVersion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-02-30",
        "2024-13-01",
        "1849-12-31",
        "+10000-01-01",
        "2024-01-31T00:00:00",
        "31.01.2024",
        "0",
        "2024-01-31T25:00:00Z",
        "NaN"
      })
  void anEffectiveDateThatIsNoneIsRefused(String date) {
    refused(
        () ->
            server.post(
                command(
                    "RenameCustomer",
                    "{\"customerId\":\"C-1\",\"name\":\"A\"}",
                    ",\"effectiveAt\":\"" + date + "\"")),
        422,
        "INVALID_DATE",
        "/effectiveAt");
  }

  @Test
  void namesThatDeceiveOrAreNoTextAreNotSentBack() {
    String lone = "{\"\\ud800\":1,\"a\\u202eb\\u0000\":2,\"" + "y".repeat(40_000) + "\":3}";
    JsonNode problem =
        refused(
            () -> server.post(lone),
            400,
            "MALFORMED_ENVELOPE",
            "/\uFFFD",
            "/a\uFFFDb\uFFFD",
            "/" + "y".repeat(60) + "...");
    assertThat(problem.toString()).doesNotContain("\u202e");
    refused(
        () -> server.post("{\"type\":\"\\ud800\",\"id\":\"" + freshId() + "\",\"payload\":{}}"),
        422,
        "UNKNOWN_COMMAND",
        "/type");
    refused(
        () -> server.post(register("C-lone", ",\"na\\ud800me\":1")),
        422,
        "UNKNOWN_FIELD",
        "/payload/na\uFFFDme");
  }

  @Test
  void aBodyOverTheLimitIsRefusedAndOneAtTheLimitIsRead() {
    String good = register("C-large", "");
    int limit = 1024 * 1024;
    String padded = " ".repeat(limit - good.getBytes(UTF_8).length) + good;
    refused(() -> server.post(" " + padded), 413, "TOO_LARGE");
    refused(() -> server.post(" ".repeat(8 * limit)), 413, "TOO_LARGE");
    assertThat(server.post(padded).statusCode()).isEqualTo(200);
  }
}
