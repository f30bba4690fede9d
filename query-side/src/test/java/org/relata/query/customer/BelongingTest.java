package org.relata.query.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relata.query.AskedBank;
import org.relata.query.CapabilityFolds;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowColumn;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.graph.GraphServer;
import org.relata.query.platform.graph.TestStore;
import tools.jackson.databind.JsonNode;

/**
 * Lists that are filtered by a customer tell what belongs to all records of it, and find it by the
 * index: in tables of twenty thousand rows, in which ten belong to each customer and customer 8 is
 * merged into customer 7.
 */
class BelongingTest {

  private static final int ROWS = 20_000;
  private static final int EACH = 10;
  private static final Set<String> FILTERED =
      Set.of(
          "account",
          "collision",
          "contact",
          "key_account_plan",
          "next_step",
          "observation",
          "participation",
          "team_member",
          "tier_move");

  private static final TestStore STORE =
      new TestStore(
          CapabilityFolds.all().stream().map(Fold::table).distinct().toArray(RowTable<?>[]::new));

  private static GraphServer server;

  @BeforeAll
  static void manyRows() {
    STORE.reach(STORE.advance());
    CapabilityFolds.all().stream()
        .map(Fold::table)
        .filter(table -> FILTERED.contains(table.name()))
        .forEach(BelongingTest::fill);
    fill(CustomerFold.TABLE);
    STORE.run("UPDATE read.customer_1 SET merged_into = 'C-7' WHERE customer_id = 'C-8'");
    STORE.run("ANALYZE");
    server = new GraphServer(STORE.database(), AskedBank.Everything.class);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static void fill(RowTable<?> table) {
    List<String> values = new ArrayList<>();
    for (RowField field : table.fields()) {
      for (RowColumn column : field.columns()) {
        values.add("(" + value(field, column, table) + ")::" + column.type().sql());
      }
    }
    STORE.run(
        "INSERT INTO read.%s_1 SELECT %s, 1, NULL FROM generate_series(0, %d) AS i"
            .formatted(table.name(), String.join(", ", values), ROWS - 1));
  }

  private static String value(RowField field, RowColumn column, RowTable<?> table) {
    if (field.name().equals("customerId") || field.name().equals("ownerId")) {
      return "'C-' || " + (table.key().equals(List.of(field)) ? "i" : "i / " + EACH);
    }
    if (field.nullable()) {
      return "NULL";
    }
    if (field.type() instanceof Class<?> type && type.isEnum()) {
      return "'" + type.getEnumConstants()[0] + "'";
    }
    return switch (column.type()) {
      case TEXT -> table.key().contains(field) ? "'K-' || i" : "'CNY'";
      case BOOLEAN -> "true";
      case INTEGER, BIGINT, NUMERIC -> "i";
      case DATE, TIMESTAMP -> "'2026-01-01'";
      case UUID -> "gen_random_uuid()";
      case TEXT_ARRAY -> "'{}'";
      case JSON -> field.type().getTypeName().startsWith("java.util.List") ? "'[]'" : "'{}'";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "accounts, account, ownerId, owner_id, 10",
    "collisions, collision, customerId, customer_id, 10",
    "contacts, contact, customerId, customer_id, 10",
    "keyAccountPlans, key_account_plan, customerId, customer_id, 1",
    "nextSteps, next_step, customerId, customer_id, 10",
    "observations, observation, customerId, customer_id, 10",
    "teamMembers, team_member, customerId, customer_id, 10",
    "tierMoves, tier_move, customerId, customer_id, 10"
  })
  void whatBelongsToAnyRecordOfACustomerIsFoundByTheIndex(
      String list, String table, String field, String column, int each) {
    for (String asOf : List.of("", ", asOf: {position: 1}")) {
      String question =
          "{ %s(filter: {%s: [\"C-7\", \"C-77\"]}%s) { totalCount nodes { %s } } }"
              .formatted(list, field, asOf, field);
      JsonNode told = server.data(question).get(list);
      assertThat(told.get("totalCount").intValue()).isEqualTo(3 * each);
      Set<String> records = new TreeSet<>();
      told.get("nodes").forEach(node -> records.add(node.get(field).stringValue()));
      assertThat(records).containsExactly("C-7", "C-77", "C-8");
      foundByTheIndex(question, table, column);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "accountGroups, KIND, account, ownerId, owner_id, 20",
    "contactGroups, CHANNEL, contact, customerId, customer_id, 20",
    "nextStepGroups, STATUS, next_step, customerId, customer_id, 20",
    "participationGroups, CHANNEL, participation, customerId, customer_id, 20"
  })
  void theSameIsCountedInGroups(
      String groups, String by, String table, String field, String column, int count) {
    String question =
        "{ %s(by: [%s], filter: {%s: [\"C-7\"]}) { count } }".formatted(groups, by, field);
    assertThat(server.data(question).at("/" + groups + "/0/count").intValue()).isEqualTo(count);
    foundByTheIndex(question, table, column);
  }

  /** Of every statement that reads the table; there is one at least. */
  private static void foundByTheIndex(String question, String table, String column) {
    List<String> plans =
        server.statements(question).stream()
            .filter(sql -> sql.contains("\"" + table + "_1\""))
            .map(STORE::plan)
            .toList();
    assertThat(plans).isNotEmpty();
    for (String plan : plans) {
      assertThat(plan)
          .doesNotContain("Seq Scan")
          .containsPattern("Index (Only )?Scan (using|on) " + table + "_1_")
          .containsPattern("Index Cond: \\([^\\n]*\\b" + column + " = ANY");
    }
  }
}
