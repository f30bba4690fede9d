package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.graph.Library.AUTHOR;
import static org.relata.query.platform.graph.Library.BOOK;
import static org.relata.query.platform.graph.Library.LOAN;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told when the store fails in the middle of a question. */
class DamagedStoreTest {

  private static final String SCHEMA =
      "relata.query.graphql.schema-files="
          + "classpath:schema/platform.graphqls,classpath:library.graphqls";

  @Test
  void everyFieldIsRefusedForTheReasonOfTheFirstFailure() {
    TestStore store = new TestStore(BOOK, AUTHOR, LOAN);
    store.put(BOOK, new Library.BookRow("b1", "Yi", Library.Genre.NOVEL, 10, null, null, "a1"));
    store.put(AUTHOR, new Library.AuthorRow("a1", "Lu"));
    store.put(LOAN, new Library.LoanRow("b1", "Chen", false));
    damage(store);
    try (GraphServer server = new GraphServer(store.database(), Library.class, SCHEMA)) {
      for (String fields :
          List.of(
              "author { name } loans { reader }",
              "loans { reader } author { name }",
              "loans { book { author { name } } } author { name } again: loans { reader }")) {
        JsonNode answer = server.ask("{ books { nodes { " + fields + " } } books { totalCount } }");
        assertThat(answer.path("errors").values())
            .as(fields)
            .isNotEmpty()
            .extracting(error -> code(error))
            .containsOnly("STORE_UNAVAILABLE");
      }
    }
  }

  private static @Nullable String code(JsonNode error) {
    return error.path("extensions").path("code").stringValue();
  }

  /** Whoever reads the authors meets what PostgreSQL says of a page with a wrong checksum. */
  private static void damage(TestStore store) {
    store.run("ALTER TABLE read.author_1 RENAME TO author_0");
    store.run(
        "CREATE FUNCTION read.damaged() RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE EXCEPTION 'invalid page in block 0' USING ERRCODE = 'XX001'; END $$");
    store.run(
        "CREATE VIEW read.author_1 AS SELECT author_id, read.damaged() AS name, valid_from,"
            + " valid_to FROM read.author_0");
    store.run("GRANT SELECT ON ALL TABLES IN SCHEMA read TO relata_reader");
  }
}
