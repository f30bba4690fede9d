package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.register;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;

/** A stream of commands: each line has its answer, whatever became of its neighbours. */
class CommandStreamTest {

  private final CommandServer server = CommandServer.shared();

  private List<JsonNode> answers(byte[] lines) {
    HttpResponse<String> response = server.post("application/x-ndjson", lines);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    Refusals.saysNothingInternal(response.body());
    List<JsonNode> answers = new ArrayList<>();
    response.body().lines().forEach(line -> answers.add(Json.mapper().readTree(line)));
    return answers;
  }

  private List<JsonNode> answers(String... lines) {
    return answers(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static String told(JsonNode answer) {
    String code = answer.path("code").isString() ? " " + answer.path("code").stringValue() : "";
    return answer.path("line").intValue() + " " + answer.path("outcome").stringValue() + code;
  }

  private static String rename(String customer, String name, String more) {
    return command(
        "RenameCustomer", "{\"customerId\":\"" + customer + "\",\"name\":\"" + name + "\"}", more);
  }

  @Test
  void badLinesInTheMiddleDoNotStopTheOthers() throws Exception {
    String again = rename("S-1", "B", "");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    long before = server.position();
    for (String line :
        List.of(
            register("S-1", ""),
            "{\"type\":\"RenameCust",
            "",
            again,
            "nonsense",
            register("S-2", ",\"nam\":1"),
            again,
            again.replace("\"B\"", "\"C\""),
            rename("S-1", "D", ",\"expectedVersion\":0"),
            rename("S-nobody", "A", ""),
            "\t ",
            command("MeetDefect", "{\"customerId\":\"S-1\"}", ""),
            command("NoSuchCommand", "{}", ""),
            " ".repeat(1024 * 1024 + 1),
            "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
            register("S-2", ""))) {
      lines.write(line.getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
    lines.write(new byte[] {'{', '"', (byte) 0xFF, '"', '}', '\r', '\n'});
    lines.write(register("S-3", "").getBytes(StandardCharsets.UTF_8));
    List<JsonNode> answers = answers(lines.toByteArray());
    assertThat(answers.stream().map(CommandStreamTest::told))
        .containsExactly(
            "1 STORED",
            "2 REFUSED MALFORMED_JSON",
            "4 STORED",
            "5 REFUSED MALFORMED_JSON",
            "6 REFUSED UNKNOWN_FIELD",
            "7 REPEATED",
            "8 REFUSED COMMAND_ID_REUSED",
            "9 REFUSED VERSION_CONFLICT",
            "10 REFUSED UNKNOWN_CUSTOMER",
            "12 FAILED INTERNAL_ERROR",
            "13 REFUSED UNKNOWN_COMMAND",
            "14 REFUSED TOO_LARGE",
            "15 REFUSED MALFORMED_JSON",
            "16 STORED",
            "17 REFUSED INVALID_UTF8",
            "18 STORED");
    assertThat(answers.get(4).path("errors").get(0).path("pointer").stringValue())
        .isEqualTo("/payload/nam");
    assertThat(answers.get(4).path("status").intValue()).isEqualTo(422);
    assertThat(server.position()).isEqualTo(before + 4);
  }

  @Test
  void aStreamThatEndsInTheMiddleOfALineKeepsTheLinesBeforeIt() {
    List<JsonNode> answers = answers(register("S-10", ""), register("S-11", "").substring(0, 50));
    assertThat(answers.stream().map(CommandStreamTest::told))
        .containsExactly("1 STORED", "2 REFUSED TRUNCATED");
  }

  @Test
  void anEmptyStreamHasNoAnswers() {
    assertThat(answers("")).isEmpty();
    assertThat(answers("\n\r\n  \n")).isEmpty();
  }

  @Test
  void aThousandLinesAreAnsweredInOrderAndTheSameStreamAgainChangesNothing() {
    String[] lines = new String[1_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          i % 3 == 1 ? "bad" : i % 3 == 2 ? rename("S-k", "N" + i, "") : register("T-" + i, "");
    }
    lines[0] = register("S-k", "");
    List<JsonNode> first = answers(lines);
    for (int i = 0; i < lines.length; i++) {
      String expected = i % 3 == 1 ? " REFUSED MALFORMED_JSON" : " STORED";
      assertThat(told(first.get(i))).isEqualTo((i + 1) + expected);
    }
    long position = server.position();
    List<JsonNode> again = answers(lines);
    for (int i = 0; i < lines.length; i++) {
      String expected = i % 3 == 1 ? " REFUSED MALFORMED_JSON" : " REPEATED";
      assertThat(told(again.get(i))).isEqualTo((i + 1) + expected);
      assertThat(again.get(i).path("position")).isEqualTo(first.get(i).path("position"));
    }
    assertThat(server.position()).isEqualTo(position);
  }
}
