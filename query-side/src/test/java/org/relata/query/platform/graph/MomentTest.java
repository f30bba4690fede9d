package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.graph.GraphServer.code;
import static org.relata.query.platform.graph.GraphServer.error;
import static org.relata.query.platform.graph.Library.AUTHOR;
import static org.relata.query.platform.graph.Library.BOOK;
import static org.relata.query.platform.graph.Library.LOAN;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.relata.query.platform.graph.Library.AuthorRow;
import org.relata.query.platform.graph.Library.BookRow;
import org.relata.query.platform.graph.Library.Genre;
import org.relata.query.platform.graph.Library.LoanRow;
import tools.jackson.databind.JsonNode;

/** Answers as of positions and times, and positions that cannot be answered. */
class MomentTest {

  private static final String BOOKS = "{ books { nodes { bookId title author { name } } } }";

  private final TestStore store = new TestStore(BOOK, AUTHOR, LOAN);
  private final GraphServer server =
      new GraphServer(
          store.database(),
          Library.class,
          "relata.query.graphql.min-position-wait=1s",
          "relata.query.graphql.schema-files="
              + "classpath:schema/platform.graphqls,classpath:library.graphqls");

  @AfterEach
  void closed() {
    server.close();
  }

  private static BookRow book(String id, String title) {
    return new BookRow(id, title, Genre.NOVEL, 1, null, null, "A-1");
  }

  @Test
  void everyAnswerIsRepeatedByAskingAsOfItsPosition() {
    store.put(AUTHOR, new AuthorRow("A-1", "Joyce"));
    Random random = new Random(3);
    java.util.Map<Long, JsonNode> saved = new java.util.TreeMap<>();
    for (int i = 0; i < 25; i++) {
      BookRow book = book("B-" + random.nextInt(5), "title " + i);
      switch (random.nextInt(4)) {
        case 0 -> store.put(BOOK, book, null);
        case 1 -> store.put(AUTHOR, new AuthorRow("A-1", "Joyce " + i));
        default -> store.put(BOOK, book);
      }
      JsonNode answer = server.ask(BOOKS.replace("{ books", "{ log { position recordedAt } books"));
      assertThat(position(answer)).isEqualTo(store.position());
      saved.put(position(answer), answer.get("data"));
    }
    saved.forEach(
        (position, data) ->
            assertThat(
                    server.data(
                        ("{ log(asOf: {position: %1$d}) { position recordedAt } books(asOf:"
                                + " {position: %1$d}) { nodes { bookId title author { name } } } }")
                            .formatted(position)))
                .isEqualTo(data));
  }

  @Test
  void aTimeStandsForTheLastPositionRecordedByThen() {
    for (int i = 1; i <= 9; i++) {
      store.put(BOOK, book("B-" + i, "title"));
    }
    for (int i = 1; i <= 9; i++) {
      String time = TestStore.BEGIN.plusSeconds(i).plusMillis(500).toString();
      JsonNode answer =
          server.ask("{ b: books(asOf: {time: \"%s\"}) { totalCount } }".formatted(time));
      assertThat(answer.get("data").get("b").get("totalCount").intValue()).isEqualTo(i);
      assertThat(answer.get("extensions").get("relata").get("answers").get("b").longValue())
          .isEqualTo(i);
    }
    assertThat(server.code("{ log(asOf: {time: \"2025-12-31T00:00:00Z\"}) { position } }"))
        .isEqualTo("AS_OF_BEFORE_BEGIN");
    assertThat(server.code("{ log(asOf: {time: \"9999-01-01T00:00:00Z\"}) { position } }"))
        .isEqualTo("AS_OF_BEYOND_HEAD");
  }

  @Test
  void momentsThatCannotBeAnsweredAreTypedErrors() {
    store.put(BOOK, book("B-1", "title"));
    JsonNode beyond = server.ask("{ books(asOf: {position: 2}) { totalCount } }");
    assertThat(code(beyond)).isEqualTo("AS_OF_BEYOND_HEAD");
    assertThat(error(beyond).get("position").longValue()).isEqualTo(1);
    assertThat(server.code("{ books(asOf: {position: 0}) { totalCount } }"))
        .isEqualTo("AS_OF_BEFORE_BEGIN");
    assertThat(server.code("{ books(asOf: {}) { totalCount } }")).isEqualTo("INVALID_AS_OF");
    assertThat(
            server.code(
                "{ books(asOf: {position: 1, incarnation: \"%s\"}) { totalCount } }"
                    .formatted(UUID.randomUUID())))
        .isEqualTo("FOREIGN_INCARNATION");
  }

  @Test
  void aNodeIsFoundByItsIdAndNamedByItsKeyAsOfAPosition() {
    store.put(BOOK, book("B-1", "first"));
    store.put(BOOK, book("B-1", "second"));
    JsonNode now =
        server.data("{ node(id: \"book/B-1\") { __typename id key ... on Book { title } } }");
    assertThat(now.get("node").get("key").stringValue()).isEqualTo("book/B-1");
    assertThat(now.get("node").get("title").stringValue()).isEqualTo("second");
    JsonNode then =
        server.data(
            "{ node(id: \"book/B-1\", asOf: {position: 1}) { key ... on Book { title } } }");
    assertThat(then.get("node").get("key").stringValue()).isEqualTo("book/B-1@1");
    assertThat(then.get("node").get("title").stringValue()).isEqualTo("first");
    assertThat(server.data("{ node(id: \"book/none\") { id } }").get("node").isNull()).isTrue();
    for (String wrong : List.of("", "book", "book/a/b", "cat/1", "book/%zz")) {
      assertThat(server.code("{ node(id: \"%s\") { id } }".formatted(wrong)))
          .isEqualTo("INVALID_ID");
    }
  }

  @Test
  void cursorsThatAreForgedForeignOrOfAnotherListAreRefused() {
    store.put(BOOK, book("B-1", "title"));
    store.put(BOOK, book("B-2", "title"));
    String cursor =
        server
            .data("{ books(first: 1) { pageInfo { endCursor } } }")
            .get("books")
            .get("pageInfo")
            .get("endCursor")
            .stringValue();
    assertThat(code(after(cursor, "orderBy: {by: TITLE}"))).isEqualTo("CURSOR_OF_ANOTHER_LIST");
    assertThat(code(after(cursor, "filter: {isLent: true}"))).isEqualTo("CURSOR_OF_ANOTHER_LIST");
    assertThat(code(after(cursor, "asOf: {position: 1}"))).isEqualTo("CURSOR_OF_ANOTHER_POSITION");
    assertThat(code(after(cursor, "last: 1"))).isEqualTo("INVALID_PAGE");
    for (String forged : List.of("", "x", "!", cursor + "A", cursor.substring(1), "AAAA")) {
      assertThat(code(after(forged, "first: 1"))).as(forged).isEqualTo("INVALID_CURSOR");
    }
    byte[] turned = Base64.getUrlDecoder().decode(cursor);
    for (int i = 0; i < turned.length; i++) {
      turned[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(turned);
      assertThat(code(after(text, "first: 1"))).isEqualTo("INVALID_CURSOR");
      turned[i] ^= 1;
    }
    Cursor own = Cursor.parse(cursor);
    Cursor ahead = new Cursor(own.incarnation(), 77, own.scope(), own.values());
    assertThat(code(after(ahead.text(), "first: 1"))).isEqualTo("AS_OF_BEYOND_HEAD");
    Cursor odd = new Cursor(own.incarnation(), 2, own.scope(), List.of("a\0b"));
    assertThat(code(after(odd.text(), "first: 1"))).isEqualTo("INVALID_CURSOR");
    Cursor many = new Cursor(own.incarnation(), 2, own.scope(), List.of("a", "b"));
    assertThat(code(after(many.text(), "first: 1"))).isEqualTo("INVALID_CURSOR");
    store.run("UPDATE log.incarnation SET id = gen_random_uuid()");
    store.reach(2);
    assertThat(code(after(cursor, "first: 1"))).isEqualTo("FOREIGN_INCARNATION");
  }

  private JsonNode after(String cursor, String arguments) {
    return server.ask(
        "query($c: String) { books(after: $c, %s) { nodes { bookId } } }".formatted(arguments),
        Map.of("c", cursor));
  }

  @Test
  void aRequestWaitsForItsMinimalPositionAndThenSaysThatItIsNotReached() throws Exception {
    long position = store.advance();
    String minimum = store.incarnation() + ":" + position;
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(
            () -> server.ask("{ log { position } }", Map.of(), Map.of("minPosition", minimum)));
    store.put(BOOK, book("B-1", "title"));
    assertThat(position(waiting.get(5, TimeUnit.SECONDS))).isGreaterThanOrEqualTo(position);
    JsonNode late =
        server.ask(
            "{ log { position } }",
            Map.of(),
            Map.of("minPosition", store.incarnation() + ":" + (position + 9)));
    assertThat(code(late)).isEqualTo("MIN_POSITION_NOT_REACHED");
    byte[] body = "{\"query\": \"{ log { position } }\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            server
                .post(body, "application/json", "Relata-Min-Position", UUID.randomUUID() + ":1")
                .body())
        .contains("FOREIGN_INCARNATION");
    assertThat(server.post(body, "application/json", "Relata-Min-Position", "soon").body())
        .contains("INVALID_MIN_POSITION");
  }

  @Test
  void aStoppedFoldAnswersAsOfItsPositionOnly() {
    store.put(BOOK, book("B-1", "title"));
    store.put(LOAN, new LoanRow("B-1", "reader", false));
    store.put(BOOK, book("B-2", "title"));
    store.run("UPDATE read.fold SET state = 'STOPPED', position = 2 WHERE name = 'loan'");
    JsonNode stopped = server.ask("{ book(bookId: \"B-1\") { title loans { reader } } }");
    assertThat(code(stopped)).isEqualTo("FOLD_STOPPED");
    assertThat(error(stopped).get("fold").stringValue()).isEqualTo("loan");
    assertThat(error(stopped).get("position").longValue()).isEqualTo(2);
    assertThat(server.data("{ book(bookId: \"B-1\") { title } }").get("book").isNull()).isFalse();
    assertThat(
            server
                .data("{ book(bookId: \"B-1\", asOf: {position: 2}) { loans { reader } } }")
                .get("book")
                .get("loans")
                .size())
        .isEqualTo(1);
    JsonNode folds = server.data("{ folds { name state position answers } }").get("folds");
    assertThat(folds.get(2).toString())
        .isEqualTo("{\"name\":\"loan\",\"state\":\"STOPPED\",\"position\":2,\"answers\":false}");
  }

  @Test
  void aStoppedFoldIsToldByItsOwnFieldAndNotByThePageThatLeadsToIt() {
    store.put(AUTHOR, new AuthorRow("A-1", "Joyce"));
    store.put(BOOK, book("B-1", "title"));
    String goingOn = server.data(BOOKS).toString();
    assertThat(goingOn).contains("Joyce");
    store.run("UPDATE read.fold SET state = 'STOPPED', position = 1 WHERE name = 'author'");
    JsonNode answer = server.ask(BOOKS);
    assertThat(code(answer)).isEqualTo("FOLD_STOPPED");
    assertThat(answer.get("errors").size()).isEqualTo(1);
    assertThat(answer.get("data").get("books").get("nodes").toString())
        .isEqualTo("[{\"bookId\":\"B-1\",\"title\":\"title\",\"author\":null}]");
    store.run("UPDATE read.fold SET state = 'RUNNING', position = NULL WHERE name = 'author'");
    assertThat(server.data(BOOKS)).hasToString(goingOn);
  }

  private static long position(JsonNode answer) {
    return answer.get("extensions").get("relata").get("position").longValue();
  }
}
