package org.relata.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The oracle is worth what it finds: defects are planted, in tables and answers, and found. */
class PlantedDefectsTest {

  @Test
  void aVersionThatClosesOnePositionLateIsFound() throws Exception {
    assertThat(
            planted(
                "contact",
                "UPDATE %1$s SET valid_to = valid_to + 1 WHERE ctid ="
                    + " (SELECT ctid FROM %1$s WHERE valid_to IS NOT NULL LIMIT 1)"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches(
            "contact key \\[ContactId-\\d] from position \\d+:"
                + " column valid_to is \\d+ and should be \\d+");
  }

  @Test
  void aRowThatAnotherBatchLeftIsFound() throws Exception {
    assertThat(
            planted(
                "customer",
                "INSERT INTO %1$s SELECT * FROM (SELECT * FROM %1$s ORDER BY valid_from LIMIT 1)"
                    + " r"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("customer key [", "is there twice");
    assertThat(
            planted(
                "portfolio",
                "UPDATE %1$s SET valid_to = NULL WHERE valid_from ="
                    + " (SELECT min(valid_from) FROM %1$s WHERE valid_to IS NOT NULL)",
                "DROP INDEX IF EXISTS read.\"%2$s_now\""))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("portfolio key [", "column valid_to is null");
  }

  @Test
  void aChangedValueIsFoundInWhateverColumn() throws Exception {
    assertThat(planted("posting", first("amount = amount + 0.01")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("posting key [", "column amount is");
    assertThat(planted("contact", first("attributes = attributes || '{\"code9\": \"x\"}'")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("contact key [", "column attributes is");
    assertThat(planted("employee", first("roles = roles || 'SECTION_HEAD'::text")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("employee key [", "column roles is");
  }

  @Test
  void aMissingRowIsFound() throws Exception {
    assertThat(
            planted(
                "timeline",
                "DELETE FROM %1$s WHERE ctid = (SELECT ctid FROM %1$s OFFSET 20 LIMIT 1)"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("timeline key [", "is missing");
  }

  @Test
  void rowsOfOneRankInTheWrongOrderAreFound() throws Exception {
    assertFound(
        (answer, _) -> {
          for (JsonNode field : answer.path("data")) {
            if (field.path("nodes") instanceof ArrayNode nodes
                && nodes.size() > 1
                && !nodes.get(0).equals(nodes.get(1))) {
              JsonNode first = nodes.get(0);
              nodes.set(0, nodes.get(1));
              nodes.set(1, first);
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void aRowThatIsThereTwiceAcrossPagesIsFound() throws Exception {
    JsonNode[] last = new JsonNode[1];
    assertFound(
        (answer, _) -> {
          JsonNode field = answer.path("data").iterator().next();
          if (!(field.path("nodes") instanceof ArrayNode nodes) || nodes.isEmpty()) {
            return false;
          }
          boolean first = !field.path("pageInfo").path("hasPreviousPage").booleanValue();
          if (!first && last[0] != null && !last[0].equals(nodes.get(0))) {
            nodes.set(0, last[0]);
            return true;
          }
          last[0] = first ? nodes.get(nodes.size() - 1) : null;
          return false;
        });
  }

  @Test
  void aNestedFieldThatForgetsThePastIsFound() throws Exception {
    assertLieFound(
        (document, variables) -> {
          JsonNode past = OracleBank.ask(document, variables);
          boolean asOf = variables.values().stream().anyMatch(PlantedDefectsTest::isMoment);
          if (!asOf || past.has("errors")) {
            return new Asked(past, false);
          }
          Map<String, Object> present = new LinkedHashMap<>(variables);
          present.values().removeIf(PlantedDefectsTest::isMoment);
          return new Asked(
              past, forgets(past.path("data"), OracleBank.ask(document, present).path("data")));
        });
  }

  @Test
  void aWrongTotalAndAWrongFigureAreFound() throws Exception {
    assertFound((answer, _) -> raise(answer.path("data"), "totalCount"));
    assertFound((answer, _) -> raise(answer.path("data"), "count"));
  }

  @Test
  void anAnswerThatNamesAnotherPositionIsFound() throws Exception {
    assertFound(
        (answer, variables) -> {
          if (variables.values().stream().noneMatch(PlantedDefectsTest::isMoment)) {
            return false;
          }
          ObjectNode answers = (ObjectNode) answer.at("/extensions/relata/answers");
          String field = answers.propertyNames().iterator().next();
          answers.put(field, answers.path(field).longValue() - 1);
          return true;
        });
  }

  /** What the tables say while the statements are in force; afterwards all is as before. */
  /** What is found in a table that was found right a moment before. */
  private static List<String> planted(String fold, String... statements) throws Exception {
    assertThat(OracleBank.ORACLE.tables()).isEmpty();
    try (Connection connection = OracleBank.connect();
        Statement statement = connection.createStatement()) {
      String physical = OracleBank.physical(statement, fold);
      String table = "read.\"" + physical + '"';
      statement.execute("CREATE TABLE kept AS SELECT * FROM " + table);
      try {
        for (String one : Arrays.asList(statements).reversed()) {
          statement.execute(one.formatted(table, physical));
        }
        return OracleBank.ORACLE.tables();
      } finally {
        statement.execute("TRUNCATE " + table);
        statement.execute("INSERT INTO " + table + " SELECT * FROM kept");
        statement.execute("DROP TABLE kept");
      }
    }
  }

  private static String first(String change) {
    return "UPDATE %1$s SET " + change + " WHERE ctid = (SELECT ctid FROM %1$s LIMIT 1)";
  }

  /** An answer, and whether it was made wrong. */
  private record Asked(JsonNode answer, boolean wrong) {}

  /** Asks, and makes the answer wrong where it can. */
  @FunctionalInterface
  private interface Liar {
    Asked ask(String document, Map<String, Object> variables) throws Exception;
  }

  /** Makes an answer wrong; false where it cannot. */
  @FunctionalInterface
  private interface Lie {
    boolean tell(JsonNode answer, Map<String, Object> variables);
  }

  private static void assertFound(Lie lie) throws Exception {
    assertLieFound(
        (document, variables) -> {
          JsonNode answer = OracleBank.ask(document, variables);
          return new Asked(answer, !answer.has("errors") && lie.tell(answer, variables));
        });
  }

  /** One wrong answer among many is found, and nothing else is. */
  private static void assertLieFound(Liar liar) throws Exception {
    AtomicInteger lies = new AtomicInteger();
    ReadOracle.Report report =
        OracleBank.ORACLE.questions(
            OracleBank.SCHEMA,
            (document, variables) -> {
              if (lies.get() > 0) {
                return OracleBank.ask(document, variables);
              }
              try {
                Asked asked = liar.ask(document, variables);
                lies.addAndGet(asked.wrong() ? 1 : 0);
                return asked.answer();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            120,
            OracleBank.SEED + 1);
    assertThat(lies).hasValue(1);
    assertThat(report.differences()).isNotEmpty();
    assertThat(report.differences().stream().map(PlantedDefectsTest::question).distinct())
        .hasSize(1);
  }

  private static String question(String difference) {
    return difference.substring(difference.indexOf("question "), difference.indexOf(": query"));
  }

  private static boolean isMoment(Object value) {
    return value instanceof Map<?, ?> map
        && (map.containsKey("position") && map.get("position") instanceof Long
            || map.containsKey("time"));
  }

  private static boolean forgets(JsonNode past, JsonNode present) {
    for (JsonNode field : past) {
      for (JsonNode node : field.path("nodes")) {
        for (Map.Entry<String, JsonNode> nested : node.properties()) {
          if (nested.getValue() instanceof ObjectNode object && object.has("key")) {
            return changed(object, present, nested.getKey());
          }
        }
      }
    }
    return false;
  }

  /** The present version of the same row, if the present answer shows it at all. */
  private static boolean changed(ObjectNode past, JsonNode present, String name) {
    String id = past.path("key").asString("").replaceAll("@.*", "");
    for (JsonNode found : present.findValues(name)) {
      boolean same = found.path("key").asString("").equals(id);
      if (same && found instanceof ObjectNode now) {
        ObjectNode before = past.deepCopy();
        for (Map.Entry<String, JsonNode> one : now.properties()) {
          if (!one.getKey().equals("key")) {
            past.set(one.getKey(), one.getValue());
          }
        }
        return !before.equals(past);
      }
    }
    return false;
  }

  private static boolean raise(JsonNode node, String field) {
    JsonNode found = node.findParent(field);
    if (found instanceof ObjectNode object && object.path(field).isIntegralNumber()) {
      object.put(field, object.path(field).longValue() + 1);
      return true;
    }
    return false;
  }
}
