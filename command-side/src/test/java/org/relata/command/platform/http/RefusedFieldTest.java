package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.command;
import static org.relata.command.platform.http.Refusals.refused;
import static org.relata.command.platform.http.Refusals.register;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Payloads that have not their command's shape; each answer names the field. */
class RefusedFieldTest {

  private final CommandServer server = CommandServer.shared();

  private String rename(String name) {
    return command("RenameCustomer", "{\"customerId\":\"C-1\",\"name\":" + name + "}", "");
  }

  private void profileRefused(String profile, String code, String pointer) {
    refused(
        () -> server.post(register("C-p", ",\"profile\":" + profile)),
        422,
        code,
        "/payload/profile" + pointer);
  }

  private void financialsRefused(String more, String code, String pointer) {
    String payload =
        "{\"customerId\":\"C-1\",\"financialProfile\":{\"statementKind\":\"ANNUAL\"," + more + "}}";
    refused(
        () -> server.post(command("RecordFinancialProfile", payload, "")),
        422,
        code,
        "/payload/financialProfile" + pointer);
  }

  private void assetsRefused(String money, String code, String pointer) {
    financialsRefused(
        "\"statementDate\":\"2026-01-31\",\"totalAssets\":" + money,
        code,
        "/totalAssets" + pointer);
  }

  @Test
  void anUnknownTypeIsRefusedWithASuggestion() {
    JsonNode problem =
        refused(
            () -> server.post(command("RegisterCostumer", "{}", "")),
            422,
            "UNKNOWN_COMMAND",
            "/type");
    assertThat(problem.path("detail").stringValue()).contains("did you mean RegisterCustomer?");
    refused(
        () -> server.post(command("java.lang.Runtime".replace("java", "jaba"), "{}", "")),
        422,
        "UNKNOWN_COMMAND",
        "/type");
  }

  @Test
  void everyMissingAndMisspeltFieldIsNamedAtOnce() {
    JsonNode problem =
        refused(
            () ->
                server.post(
                    command("RegisterCustomer", "{\"customerId\":null,\"Name\":\"A\"}", "")),
            422,
            "UNKNOWN_FIELD",
            "/payload/Name",
            "/payload/customerId",
            "/payload/kind",
            "/payload/name");
    assertThat(problem.path("errors").get(0).path("detail").stringValue())
        .contains("did you mean name?");
  }

  @Test
  void aFieldThatNoSenderMaySetIsRefused() {
    refused(
        () -> server.post(register("C-1", ",\"recordedAt\":\"2020-01-01\"")),
        422,
        "UNKNOWN_FIELD",
        "/payload/recordedAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "1e400", "[\"A\"]"})
  void textOfAnotherKindIsRefused(String name) {
    refused(() -> server.post(rename(name)), 422, "WRONG_TYPE", "/payload/name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"  \"", "\"\\t\\n\"", "\"\\u3000\""})
  void blankTextIsRefused(String name) {
    refused(() -> server.post(rename(name)), 422, "BLANK", "/payload/name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\ud800b\"",
        "\"\\udc00\"",
        "\"a\\u202eb\"",
        "\"a\\u2066b\"",
        "\"a\\u0000b\"",
        "\"a\\u0007b\"",
        "\"a\\nb\"",
        "\"a\\u009bb\""
      })
  void textThatDeceivesItsReaderOrIsNoneIsRefused(String name) {
    refused(() -> server.post(rename(name)), 422, "FORBIDDEN_CHARACTER", "/payload/name");
  }

  @Test
  void textOverItsLimitIsRefused() {
    refused(
        () -> server.post(rename("\"" + "王".repeat(201) + "\"")), 422, "TOO_LONG", "/payload/name");
    refused(
        () -> server.post(rename("\"" + "x".repeat(900_000) + "\"")),
        422,
        "TOO_LONG",
        "/payload/name");
    refused(
        () ->
            server.post(
                command(
                    "RenameCustomer",
                    "{\"customerId\":\"C-1\",\"name\":\"A\"}",
                    ",\"reason\":\"" + "x".repeat(4_001) + "\"")),
        422,
        "TOO_LONG",
        "/reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", "../etc", "王", "a\\u0000", "\\ud800"})
  void anIdentifierThatIsNoneIsRefused(String id) {
    refused(() -> server.post(register(id, "")), 422, "INVALID_IDENTIFIER", "/payload/customerId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-30",
        "2023-02-29",
        "1849-12-31",
        "99999-01-01",
        "+99999-01-01",
        "2024-1-1",
        "",
        "2024-01-31T00:00:00Z",
        "45000",
        "0000-00-00",
        "NaN"
      })
  void aDateThatIsNoneIsRefused(String date) {
    profileRefused("{\"birthDate\":\"" + date + "\"}", "INVALID_DATE", "/birthDate");
  }

  @Test
  void aDateThatIsANumberIsRefused() {
    profileRefused("{\"birthDate\":45000}", "WRONG_TYPE", "/birthDate");
    profileRefused("{\"birthDate\":[2024,1,31]}", "WRONG_TYPE", "/birthDate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'amount':'1.234','currency':'CNY'}|WRONG_SCALE|''",
        "{'amount':'1.5','currency':'JPY'}|WRONG_SCALE|''",
        "{'amount':'1234567890123456','currency':'CNY'}|OUT_OF_RANGE|''",
        "{'amount':'1e400','currency':'CNY'}|INVALID_DECIMAL|/amount",
        "{'amount':'NaN','currency':'CNY'}|INVALID_DECIMAL|/amount",
        "{'amount':'1,5','currency':'CNY'}|INVALID_DECIMAL|/amount",
        "{'amount':'','currency':'CNY'}|INVALID_DECIMAL|/amount",
        "{'amount':1.5,'currency':'CNY'}|WRONG_TYPE|/amount",
        "{'amount':1e400,'currency':'CNY'}|WRONG_TYPE|/amount",
        "{'amount':'1.50','currency':'XYZ'}|INVALID_CURRENCY|/currency",
        "{'amount':'1.50','currency':''}|INVALID_CURRENCY|/currency",
        "{'amount':'1.50'}|MISSING_FIELD|/currency",
      },
      quoteCharacter = '"')
  void moneyThatIsNoneIsRefused(String money, String code, String pointer) {
    assetsRefused(money.replace('\'', '"'), code, pointer.replace("'", ""));
  }

  @Test
  void aValueOutsideItsListIsRefusedNamingTheList() {
    JsonNode problem =
        refused(
            () -> server.post(register("C-1", "").replace("PERSONAL", "personal")),
            422,
            "INVALID_VALUE",
            "/payload/kind");
    assertThat(problem.path("errors").get(0).path("detail").stringValue())
        .contains("PERSONAL, CORPORATE, INSTITUTIONAL");
  }

  @Test
  void keysAndValuesOfAMapAreChecked() {
    profileRefused("{\"attributes\":{\"\":\"A\"}}", "INVALID_CODE", "/attributes/");
    profileRefused("{\"attributes\":{\"a\":null}}", "MISSING_FIELD", "/attributes/a");
    profileRefused("{\"attributes\":{\"a/b\":\" \"}}", "BLANK", "/attributes/a~1b");
  }

  @Test
  void aListThatIsTooLongOrHoldsNothingIsRefused() {
    refused(
        () -> server.post(register("C-1", ",\"identityDocuments\":[null]")),
        422,
        "MISSING_FIELD",
        "/payload/identityDocuments/0");
    String many = "1,".repeat(10_000) + "1";
    refused(
        () -> server.post(register("C-1", ",\"identityDocuments\":[" + many + "]")),
        422,
        "TOO_MANY",
        "/payload/identityDocuments");
  }

  @Test
  void aNumberOutOfRangeIsRefused() {
    String person = "{\"contactPersonId\":\"P\",\"name\":\"A\",\"weight\":%s}";
    for (String weight : new String[] {"101", "-1"}) {
      refusedPerson(person.formatted(weight), "OUT_OF_RANGE");
    }
    refusedPerson(person.formatted("99999999999"), "INVALID_VALUE");
    refusedPerson(person.formatted("1.5"), "WRONG_TYPE");
    refusedPerson(person.formatted("1e400"), "WRONG_TYPE");
  }

  private void refusedPerson(String person, String code) {
    refused(
        () ->
            server.post(
                command(
                    "AddContactPerson",
                    "{\"customerId\":\"C-1\",\"contactPerson\":" + person + "}",
                    "")),
        422,
        code,
        "/payload/contactPerson/weight");
  }
}
