package org.relata.command.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.CommandSettings;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

/** What all migrations together make of the log is an approved file, privileges included. */
class LogSchemaTest {

  private static final Path APPROVED = Path.of("src/test/resources/approved/log-schema.txt");
  private static final Path ACTUAL = Path.of("target/approved/log-schema.txt");

  private static final String SCHEMA =
      """
      SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'log'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0
        AND c.relname <> 'flyway_schema_history'
      UNION ALL
      SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
        || pg_get_constraintdef(oid)
      FROM pg_constraint
      WHERE connamespace = 'log'::regnamespace AND contype <> 'n'
        AND conrelid <> 'log.flyway_schema_history'::regclass
      UNION ALL
      SELECT 'index ' || indexdef FROM pg_indexes
      WHERE schemaname = 'log' AND tablename <> 'flyway_schema_history'
      UNION ALL
      SELECT 'view ' || viewname || ' ' || regexp_replace(definition, '\\s+', ' ', 'g')
      FROM pg_views WHERE schemaname = 'log'
      UNION ALL
      SELECT 'grant ' || privilege_type || ' on ' || table_name || ' to ' || grantee
      FROM information_schema.role_table_grants
      WHERE table_schema = 'log' AND grantee LIKE 'relata%'
      ORDER BY 1
      """;

  @Test
  void theSchemaOfTheLogIsTheApprovedOne() throws Exception {
    Database database = TestPostgres.database();
    LogDatabase.migrate(
        new CommandSettings.Source(database.jdbcUrl(), database.username(), database.password()));
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SCHEMA)) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    String actual = lines.toString();
    String approved = Files.exists(APPROVED) ? Files.readString(APPROVED) : "";
    if (!actual.equals(approved)) {
      Files.createDirectories(ACTUAL.getParent());
      Files.writeString(ACTUAL, actual);
    }
    assertThat(actual)
        .as("approve a change by copying %s over %s", ACTUAL, APPROVED)
        .isEqualTo(approved);
  }
}
