package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.QuerySettings;

/**
 * Prepares the database with the login itself: the roles {@code relata_folder} and {@code
 * relata_reader}, the extension for searching text, the schema {@code read} and the right to read
 * the log. Everything may be there already; any number of processes may do this at once.
 */
final class ReadSchema {

  private static final long LOCK = 0x72656c61746172L;

  private static final String ROLES =
      """
      DO $$
      DECLARE
        role text;
        -- Who makes a role may grant it, but from 16 on is not thereby allowed to take it.
        needed text := CASE WHEN current_setting('server_version_num')::int < 160000
          THEN 'MEMBER' ELSE 'SET' END;
      BEGIN
        FOREACH role IN ARRAY ARRAY['relata_folder', 'relata_reader'] LOOP
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            BEGIN
              EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END;
          END IF;
          IF NOT pg_has_role(current_user, role, needed) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', role);
          END IF;
        END LOOP;
      END $$
      """;

  private static final String SCHEMA =
      """
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
          CREATE EXTENSION pg_trgm SCHEMA public;
        END IF;
        IF to_regnamespace('read') IS NULL THEN
          CREATE SCHEMA read AUTHORIZATION relata_folder;
        END IF;
        IF NOT has_schema_privilege('relata_reader', 'read', 'USAGE') THEN
          GRANT USAGE ON SCHEMA read TO relata_reader;
        END IF;
        ALTER DEFAULT PRIVILEGES FOR ROLE relata_folder IN SCHEMA read
          GRANT SELECT ON TABLES TO relata_reader;
        IF NOT has_schema_privilege('relata_folder', 'log', 'USAGE')
            OR NOT has_table_privilege('relata_folder', 'log.event', 'SELECT')
            OR NOT has_table_privilege('relata_folder', 'log.head', 'SELECT')
            OR NOT has_schema_privilege('relata_reader', 'log', 'USAGE')
            OR NOT has_table_privilege('relata_reader', 'log.event', 'SELECT')
            OR NOT has_table_privilege('relata_reader', 'log.head', 'SELECT') THEN
          GRANT USAGE ON SCHEMA log TO relata_folder, relata_reader;
          GRANT SELECT ON log.event, log.head TO relata_folder, relata_reader;
        END IF;
      END $$
      """;

  private final QuerySettings.Source source;

  ReadSchema(QuerySettings.Source source) {
    this.source = source;
  }

  /** Prepares everything; gives what is missing outside, or null when all is ready. */
  @Nullable String prepare() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!logIsThere(statement)) {
        return "The schema of the log is not there yet; a command side makes it.";
      }
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      statement.execute(ROLES);
      statement.execute(SCHEMA);
      migrate();
      return searchesChinese(statement)
          ? null
          : "The database's character type knows no Chinese (LC_CTYPE): pg_trgm drops it. Use a"
              + " database with the builtin locale C.UTF-8.";
    }
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(source.url(), source.username(), source.password())
        .initSql("SET ROLE relata_folder")
        .schemas("read")
        .createSchemas(false)
        .locations("classpath:db/read")
        .load()
        .migrate();
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    @Nullable String username = source.username();
    if (username != null) {
      properties.setProperty("user", username);
    }
    @Nullable String password = source.password();
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("connectTimeout", "3");
    return DriverManager.getConnection(source.url(), properties);
  }

  private static boolean logIsThere(Statement statement) throws SQLException {
    return truth(
        statement,
        "SELECT to_regclass('log.head') IS NOT NULL AND to_regclass('log.event') IS NOT NULL");
  }

  private static boolean searchesChinese(Statement statement) throws SQLException {
    return truth(statement, "SELECT cardinality(public.show_trgm('招商银行')) > 0");
  }

  private static boolean truth(Statement statement, String question) throws SQLException {
    try (ResultSet result = statement.executeQuery(question)) {
      return result.next() && result.getBoolean(1);
    }
  }
}
