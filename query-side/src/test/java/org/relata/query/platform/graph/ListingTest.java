package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.graph.Library.AUTHOR;
import static org.relata.query.platform.graph.Library.BOOK;
import static org.relata.query.platform.graph.Library.LOAN;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.Library.AuthorRow;
import org.relata.query.platform.graph.Library.BookRow;
import org.relata.query.platform.graph.Library.Genre;
import org.relata.query.platform.graph.Library.LoanRow;
import tools.jackson.databind.JsonNode;

/** Listings against what plain Java computes from the same rows. */
class ListingTest {

  private static final Random RANDOM = new Random(7);
  private static final TestStore STORE = new TestStore(BOOK, AUTHOR, LOAN);
  private static final List<BookRow> BOOKS = new ArrayList<>();
  private static final List<LoanRow> LOANS = new ArrayList<>();
  private static final Map<String, Function<BookRow, @Nullable Comparable<?>>> ORDERS =
      new TreeMap<>(
          Map.of(
              "TITLE", BookRow::title,
              "GENRE", book -> book.genre().name(),
              "PAGES", BookRow::pages,
              "PUBLISHED_ON", BookRow::publishedOn,
              "PRICE", book -> book.price() == null ? null : book.price().amount()));

  private static GraphServer server;

  @BeforeAll
  static void aLibrary() {
    for (int i = 0; i < 7; i++) {
      STORE.put(AUTHOR, new AuthorRow("A-" + i, "Author " + i));
    }
    for (int i = 0; i < 120; i++) {
      BookRow book = book("B-" + i);
      BOOKS.add(book);
      STORE.put(BOOK, book);
      if (RANDOM.nextInt(4) == 0) {
        LoanRow loan = new LoanRow(book.bookId(), "reader " + RANDOM.nextInt(5), false);
        LOANS.add(loan);
        STORE.put(LOAN, loan);
      }
    }
    server =
        new GraphServer(
            STORE.database(),
            Library.class,
            "relata.query.graphql.schema-files="
                + "classpath:schema/platform.graphqls,classpath:library.graphqls");
  }

  @AfterAll
  static void closed() {
    server.close();
  }

  private static BookRow book(String id) {
    return new BookRow(
        id,
        List.of("Ulysses", "ulysses", "100% sure", "snake_case", "红楼梦", "a\\b", "")
                .get(RANDOM.nextInt(7))
            + RANDOM.nextInt(9),
        Genre.values()[RANDOM.nextInt(3)],
        RANDOM.nextInt(6) * 100,
        RANDOM.nextInt(3) == 0 ? null : LocalDate.of(2000 + RANDOM.nextInt(6), 1, 1),
        RANDOM.nextInt(3) == 0
            ? null
            : Money.of(RANDOM.nextInt(5) + ".50", RANDOM.nextBoolean() ? "CNY" : "EUR"),
        RANDOM.nextInt(4) == 0 ? null : "A-" + RANDOM.nextInt(7));
  }

  @Test
  void everyOrderPagesForwardAndBackwardWithoutLossOrDuplicate() {
    for (int round = 0; round < 60; round++) {
      List<String> by = new ArrayList<>(ORDERS.keySet());
      Collections.shuffle(by, RANDOM);
      Map<String, Boolean> terms = new java.util.LinkedHashMap<>();
      by.subList(0, RANDOM.nextInt(4)).forEach(term -> terms.put(term, RANDOM.nextBoolean()));
      List<String> expected =
          BOOKS.stream().sorted(comparator(terms)).map(BookRow::bookId).toList();
      int size = 1 + RANDOM.nextInt(60);
      assertThat(paged(terms, size, true)).as("forward by %s, %s", terms, size).isEqualTo(expected);
      assertThat(paged(terms, size, false)).as("back by %s, %s", terms, size).isEqualTo(expected);
    }
  }

  @Test
  void pagesShowOnePictureWhileRowsChangeBetweenThem() {
    TestStore moving = new TestStore(BOOK, AUTHOR, LOAN);
    List<BookRow> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(book("M-" + i));
      moving.put(BOOK, rows.getLast());
    }
    try (GraphServer other =
        new GraphServer(
            moving.database(),
            Library.class,
            "relata.query.graphql.schema-files="
                + "classpath:schema/platform.graphqls,classpath:library.graphqls")) {
      List<String> expected =
          rows.stream().sorted(comparator(Map.of("TITLE", true))).map(BookRow::bookId).toList();
      List<String> read = new ArrayList<>();
      @Nullable String after = null;
      do {
        Map<String, Object> variables = new HashMap<>();
        variables.put("after", after);
        JsonNode page =
            other
                .data(
                    "query($after: String) { books(first: 7, after: $after, orderBy: {by: TITLE}) {"
                        + " nodes { bookId } totalCount pageInfo { hasNextPage endCursor } } }",
                    variables)
                .get("books");
        page.get("nodes").forEach(node -> read.add(node.get("bookId").stringValue()));
        assertThat(page.get("totalCount").intValue()).isEqualTo(50);
        after =
            page.get("pageInfo").get("hasNextPage").booleanValue()
                ? page.get("pageInfo").get("endCursor").stringValue()
                : null;
        moving.put(BOOK, book("M-" + RANDOM.nextInt(50)));
        moving.put(BOOK, rows.get(RANDOM.nextInt(50)), null);
        moving.put(BOOK, book("N-" + RANDOM.nextInt(1000)));
      } while (after != null);
      assertThat(read).isEqualTo(expected);
    }
  }

  @Test
  void everyFilterFindsWhatPlainJavaFinds() {
    same("{}", _ -> true);
    same("{genre: [NOVEL, POEM]}", book -> book.genre() != Genre.ESSAY);
    same("{genre: []}", _ -> false);
    same("{authorId: [\"A-1\"]}", book -> "A-1".equals(book.authorId()));
    same("{title: {eq: \"Ulysses1\"}}", book -> book.title().equals("Ulysses1"));
    same("{title: {contains: \"LYSS\"}}", book -> book.title().toLowerCase().contains("lyss"));
    same("{title: {contains: \"%\"}}", book -> book.title().contains("%"));
    same("{title: {contains: \"_\"}}", book -> book.title().contains("_"));
    same("{title: {contains: \"\\\\\"}}", book -> book.title().contains("\\"));
    same("{title: {startsWith: \"红\"}}", book -> book.title().startsWith("红"));
    same(
        "{title: {startsWith: \"u\", contains: \"7\"}}",
        book -> book.title().toLowerCase().startsWith("u") && book.title().contains("7"));
    same("{pages: {from: 200, to: 300}}", book -> book.pages() >= 200 && book.pages() <= 300);
    same("{pages: {from: 9223372036854775807}}", _ -> false);
    same(
        "{publishedOn: {to: \"2003-01-01\"}}",
        book -> book.publishedOn() != null && book.publishedOn().getYear() <= 2003);
    same(
        "{price: {from: \"2.50\"}}",
        book ->
            book.price() != null && book.price().amount().compareTo(new BigDecimal("2.5")) >= 0);
    same("{hasPrice: false}", book -> book.price() == null);
    same("{isLent: true}", book -> lent(book, null));
    same("{isLent: false}", book -> !lent(book, null));
    same("{lentTo: \"reader 2\"}", book -> lent(book, "reader 2"));
    same(
        "{not: {genre: [NOVEL]}, or: [{isLent: true}, {pages: {to: 100}}]}",
        book -> book.genre() != Genre.NOVEL && (lent(book, null) || book.pages() <= 100));
  }

  @Test
  void aConditionOnWhatARowDoesNotHaveDoesNotHoldAndItsOppositeDoes() {
    same(
        "{not: {price: {from: \"2.50\"}}}",
        book -> book.price() == null || book.price().amount().compareTo(new BigDecimal("2.5")) < 0);
    same("{not: {not: {publishedOn: {}}}}", _ -> true);
    same(
        "{not: {not: {publishedOn: {to: \"2003-01-01\"}}}}",
        book -> book.publishedOn() != null && book.publishedOn().getYear() <= 2003);
  }

  @Test
  void aFilterThatSaysNothingHoldsOfEveryRowAndNoneOfNoneHolds() {
    same("{}", _ -> true);
    same("{not: {}}", _ -> false);
    same("{or: []}", _ -> false);
    same("{or: [{}, {genre: [NOVEL]}]}", _ -> true);
    same("{not: {or: []}}", _ -> true);
  }

  @Test
  void groupsCountAndAggregateAsPlainJavaDoes() {
    JsonNode groups =
        server
            .data(
                "{ bookGroups(by: [GENRE], filter: {pages: {from: 100}}) {"
                    + " genre count pages { sum min max avg } publishedOn { min max } } }")
            .get("bookGroups");
    Map<Genre, List<BookRow>> expected =
        BOOKS.stream()
            .filter(book -> book.pages() >= 100)
            .collect(Collectors.groupingBy(BookRow::genre));
    assertThat(groups.size()).isEqualTo(expected.size());
    for (JsonNode group : groups) {
      List<BookRow> books =
          expected.getOrDefault(Genre.valueOf(group.get("genre").stringValue()), List.of());
      assertThat(group.get("count").intValue()).isEqualTo(books.size());
      int sum = books.stream().mapToInt(BookRow::pages).sum();
      assertThat(group.get("pages").get("sum").stringValue()).isEqualTo(Integer.toString(sum));
      assertThat(new BigDecimal(group.get("pages").get("avg").stringValue()))
          .isEqualByComparingTo(
              new BigDecimal(sum)
                  .divide(new BigDecimal(books.size()), 6, java.math.RoundingMode.HALF_UP));
      assertThat(group.get("publishedOn").get("min").stringValue())
          .isEqualTo(
              books.stream()
                  .map(BookRow::publishedOn)
                  .filter(java.util.Objects::nonNull)
                  .min(Comparator.naturalOrder())
                  .map(LocalDate::toString)
                  .orElse(""));
    }
  }

  @Test
  void amountsAreNeverAddedUpOverCurrencies() {
    JsonNode groups =
        server.data("{ bookGroups(by: []) { count price { currency sum } } }").get("bookGroups");
    Map<String, BigDecimal> sums = new HashMap<>();
    for (JsonNode group : groups) {
      if (!group.get("price").get("currency").isNull()) {
        sums.put(
            group.get("price").get("currency").stringValue(),
            new BigDecimal(group.get("price").get("sum").stringValue()));
      }
    }
    Map<String, BigDecimal> expected =
        BOOKS.stream()
            .map(BookRow::price)
            .filter(java.util.Objects::nonNull)
            .collect(
                Collectors.toMap(
                    price -> price.currency().getCurrencyCode(), Money::amount, BigDecimal::add));
    assertThat(sums).isEqualTo(expected);
  }

  @Test
  void nestedConnectionsPageAndCountPerParent() {
    for (JsonNode author : authors("first: 3, orderBy: {by: PAGES, direction: DESC}")) {
      String id = author.get("authorId").stringValue();
      List<String> expected =
          BOOKS.stream()
              .filter(book -> id.equals(book.authorId()))
              .sorted(comparator(Map.of("PAGES", false)))
              .map(BookRow::bookId)
              .toList();
      List<String> read = ids(author.get("books"));
      assertThat(read).isEqualTo(expected.subList(0, Math.min(3, expected.size())));
      assertThat(author.get("books").get("totalCount").intValue()).isEqualTo(expected.size());
      assertThat(author.get("books").get("pageInfo").get("hasNextPage").booleanValue())
          .isEqualTo(expected.size() > 3);
    }
  }

  @Test
  void aNestedQueryTakesAConstantNumberOfStatements() {
    long few = statements(25);
    long many = statements(100);
    assertThat(many).isEqualTo(few).isLessThanOrEqualTo(7);
  }

  @Test
  void whatTheRowsOfAPageLeadToIsReadWithTheirStatement() {
    assertThat(statements("{ books(first: 20) { nodes { author { name } } } }")).isEqualTo(1);
    assertThat(statements("{ books(first: 20) { edges { node { author { name } } } } }"))
        .isEqualTo(1);
    // The books; the loans of all of them with the books that were lent, and whose they are.
    assertThat(
            statements(
                "{ books(first: 20) { nodes { loans { book { title author { name } } } } } }"))
        .isEqualTo(2);
    // The books with their authors; one book of each author with its author.
    String chain = "author { books(first: 1) { nodes { author { name } } } }";
    assertThat(statements("{ books(first: 20) { nodes { " + chain + " } } }")).isEqualTo(2);
  }

  @Test
  void aliasesOfOneFieldAreReadOnceAndEachAnswersWhatItWasAskedFor() {
    JsonNode nodes =
        server
            .data(
                "{ books(first: 50) { nodes { bookId one: author { authorId } two: author { name }"
                    + " } edges { node { three: author { id } } } } }")
            .get("books");
    Map<String, @Nullable String> authors = new HashMap<>();
    BOOKS.forEach(book -> authors.put(book.bookId(), book.authorId()));
    for (int i = 0; i < 50; i++) {
      JsonNode book = nodes.get("nodes").get(i);
      @Nullable String author = authors.get(book.get("bookId").stringValue());
      if (author == null) {
        assertThat(book.get("one").isNull() && book.get("two").isNull()).isTrue();
        continue;
      }
      assertThat(book.get("one").get("authorId").stringValue()).isEqualTo(author);
      assertThat(book.get("two").get("name").stringValue())
          .isEqualTo(author.replace("A-", "Author "));
      assertThat(nodes.get("edges").get(i).get("node").get("three").get("id").stringValue())
          .isEqualTo("author/" + author);
    }
  }

  private static long statements(String question) {
    long before = server.statements();
    server.data(question);
    return server.statements() - before;
  }

  private static long statements(int size) {
    long before = server.statements();
    server.data(
        "query($n: Int!) { books(first: $n, filter: {authorId: [\"A-1\", \"A-2\", \"A-3\"]}) {"
            + " totalCount nodes { title loans { reader book { title } }"
            + " author { name books(first: 2) { totalCount nodes { title } } } } } }",
        Map.of("n", size));
    return server.statements() - before;
  }

  private static Iterable<JsonNode> authors(String arguments) {
    JsonNode books =
        server
            .data(
                "{ books(first: 100) { nodes { author { authorId books(%s) { totalCount"
                        .formatted(arguments)
                    + " nodes { bookId } pageInfo { hasNextPage } } } } } }")
            .get("books")
            .get("nodes");
    Map<String, JsonNode> authors = new TreeMap<>();
    for (JsonNode book : books) {
      if (!book.get("author").isNull()) {
        authors.put(book.get("author").get("authorId").stringValue(), book.get("author"));
      }
    }
    assertThat(authors).hasSize(7);
    return authors.values();
  }

  private static boolean lent(BookRow book, @Nullable String reader) {
    return LOANS.stream()
        .anyMatch(
            loan ->
                loan.bookId().equals(book.bookId())
                    && (reader == null || loan.reader().equals(reader)));
  }

  private static void same(String filter, Predicate<BookRow> expected) {
    JsonNode books =
        server
            .data(
                "{ books(first: 200, filter: %s) { totalCount nodes { bookId } } }"
                    .formatted(filter))
            .get("books");
    List<String> ids = BOOKS.stream().filter(expected).map(BookRow::bookId).toList();
    assertThat(new HashSet<>(ids(books))).as(filter).isEqualTo(new HashSet<>(ids));
    assertThat(books.get("totalCount").intValue()).as(filter).isEqualTo(ids.size());
  }

  private static List<String> ids(JsonNode connection) {
    List<String> ids = new ArrayList<>();
    connection.get("nodes").forEach(node -> ids.add(node.get("bookId").stringValue()));
    return ids;
  }

  private static List<String> paged(Map<String, Boolean> terms, int size, boolean forward) {
    List<String> read = new ArrayList<>();
    String order =
        terms.entrySet().stream()
            .map(
                term ->
                    "{by: %s, direction: %s}"
                        .formatted(term.getKey(), term.getValue() ? "ASC" : "DESC"))
            .collect(Collectors.joining(", ", "[", "]"));
    String page = forward ? "first: $n, after: $c" : "last: $n, before: $c";
    @Nullable String cursor = null;
    boolean first = true;
    while (true) {
      Map<String, Object> variables = new HashMap<>();
      variables.put("n", size);
      variables.put("c", cursor);
      JsonNode books =
          server
              .data(
                  "query($n: Int, $c: String) { books(orderBy: %s, %s) { nodes { bookId }"
                          .formatted(order, page)
                      + " edges { cursor } pageInfo {"
                      + " hasNextPage hasPreviousPage startCursor endCursor } } }",
                  variables)
              .get("books");
      read.addAll(forward ? read.size() : 0, ids(books));
      JsonNode info = books.get("pageInfo");
      assertThat(info.get(forward ? "hasPreviousPage" : "hasNextPage").booleanValue())
          .isEqualTo(!first);
      if (!info.get(forward ? "hasNextPage" : "hasPreviousPage").booleanValue()) {
        return read;
      }
      cursor = info.get(forward ? "endCursor" : "startCursor").stringValue();
      first = false;
    }
  }

  /** Null last when rising, first when falling; ties by the key. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Comparator<BookRow> comparator(Map<String, Boolean> terms) {
    Comparator<BookRow> all = (_, _) -> 0;
    for (Map.Entry<String, Boolean> term : terms.entrySet()) {
      Comparator<BookRow> rising =
          Comparator.comparing(
              (Function) ORDERS.get(term.getKey()),
              Comparator.nullsLast(
                  (one, other) ->
                      one instanceof String text
                          ? byCodePoint(text, (String) other)
                          : ((Comparable) one).compareTo(other)));
      all = all.thenComparing(term.getValue() ? rising : rising.reversed());
    }
    return all.thenComparing(BookRow::bookId);
  }

  private static int byCodePoint(String one, String other) {
    return java.util.Arrays.compareUnsigned(
        one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
