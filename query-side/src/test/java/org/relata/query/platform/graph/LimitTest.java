package org.relata.query.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.graph.GraphServer.code;
import static org.relata.query.platform.graph.GraphServer.error;
import static org.relata.query.platform.graph.Library.AUTHOR;
import static org.relata.query.platform.graph.Library.BOOK;
import static org.relata.query.platform.graph.Library.LOAN;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every limit: what is just allowed is answered, one more is refused with limit and value. */
class LimitTest {

  private static final String SCHEMA =
      "relata.query.graphql.schema-files="
          + "classpath:schema/platform.graphqls,classpath:library.graphqls";
  private static final TestStore STORE = new TestStore(BOOK, AUTHOR, LOAN);

  private static GraphServer server;

  @BeforeAll
  static void started() {
    server = new GraphServer(STORE.database(), Library.class, SCHEMA);
  }

  @AfterAll
  static void closed() {
    server.close();
  }

  @Test
  void characters() {
    String question = "{ log { position } }";
    passes(question + " ".repeat(65_536 - question.length()));
    refused(question + " ".repeat(65_537 - question.length()), "CHARACTERS_LIMIT", 65_536, 65_537);
  }

  @Test
  void tokens() {
    passes("{ log { " + "position ".repeat(1_995) + "} }");
    refused("{ log { " + "position ".repeat(1_996) + "} }", "TOKENS_LIMIT", 2_000, 2_001);
  }

  @Test
  void aliases() {
    passes("{ log { " + numbered("a%d: position ", 15) + "} }");
    refused("{ log { " + numbered("a%d: position ", 16) + "} }", "ALIASES_LIMIT", 15, 16);
  }

  @Test
  void directives() {
    String on = " @include(if: true)";
    passes("{ log { " + ("position" + on + " ").repeat(20) + "} }");
    refused("{ log { " + ("position" + on + " ").repeat(21) + "} }", "DIRECTIVES_LIMIT", 20, 21);
  }

  @Test
  void depth() {
    passes(nested("totalCount"));
    refused(nested("nodes { title }"), "DEPTH_LIMIT", 10, 11);
  }

  private static String nested(String innermost) {
    return "{ book(bookId: 1) { author { "
        + "books(first: 1) { nodes { author { ".repeat(2)
        + "books(first: 1) { "
        + innermost
        + " } } } } } } } } } }";
  }

  @Test
  void fragmentDepth() {
    passes("{ " + "... { ".repeat(20) + "log { position } " + "} ".repeat(20) + "}");
    refused(
        "{ " + "... { ".repeat(21) + "log { position } " + "} ".repeat(21) + "}",
        "FRAGMENT_DEPTH_LIMIT",
        20,
        21);
  }

  @Test
  void pageSize() {
    passes("{ books(first: 500) { nodes { title } } }");
    refused("{ books(first: 501) { nodes { title } } }", "PAGE_SIZE_LIMIT", 500, 501);
    refused(
        "{ books(last: 2147483647) { nodes { title } } }", "PAGE_SIZE_LIMIT", 500, 2_147_483_647);
    JsonNode byVariable =
        server.ask("query($n: Int = 3) { books(first: $n) { nodes { title } } }", Map.of("n", 501));
    assertThat(code(byVariable)).isEqualTo("PAGE_SIZE_LIMIT");
    assertThat(server.code("query($n: Int = 501) { books(first: $n) { nodes { title } } }"))
        .isEqualTo("PAGE_SIZE_LIMIT");
    assertThat(server.code("{ books(first: -1) { nodes { title } } }")).isEqualTo("INVALID_PAGE");
    passes("{ books(first: 0) { totalCount nodes { title } } }");
  }

  @Test
  void costCountsPagesOfPagesAndTotals() {
    // 1 + 98 * (1 + 1 + 1 + 1 + 48) is 5,097; with 96 books 4,993.
    passes("{ books(first: 96) { nodes { author { books(first: 49) { nodes { title } } } } } }");
    String dear =
        "{ books(first: 98) { nodes { author { books(first: 49) { nodes { title } } } } } }";
    refused(dear, "COST_LIMIT", 5_000, 1 + 98 * (1 + 1 + 1 + 49));
    JsonNode cheap = server.ask("{ books(first: 10) { totalCount nodes { title } } }");
    assertThat(cheap.get("extensions").get("relata").get("cost").intValue())
        .isEqualTo(1 + RequestCost.TOTAL + 10);
  }

  @Test
  void aFieldCostsWhatTheSchemaSaysBesideWhatIsSelected() {
    passes("{ dear }");
    String often =
        IntStream.range(0, 11).mapToObj(i -> "a" + i + ": dear").collect(Collectors.joining(" "));
    refused("{ " + often + " }", "COST_LIMIT", 5_000, 11 * 500);
  }

  @Test
  void aPeriodCostsByItsLength() {
    assertThat(cost("{ lasting(on: \"2026-03-31\") }", Map.of())).isEqualTo(300);
    assertThat(cost("{ lasting(from: \"2026-03-22\", on: \"2026-03-31\") }", Map.of()))
        .isEqualTo(300);
    assertThat(cost("{ lasting(from: \"2026-03-21\", on: \"2026-03-31\") }", Map.of()))
        .isEqualTo(600);
    String asked = "query($a: Date, $b: Date! = \"2026-03-31\") { lasting(from: $a, on: $b) }";
    assertThat(cost(asked, Map.of())).isEqualTo(300);
    assertThat(cost(asked, Map.of("a", "2026-02-09"))).isEqualTo(6 * 300);
    assertThat(cost(asked, Map.of("a", "2026-03-31", "b", "2026-04-30"))).isEqualTo(4 * 300);
    refused("{ lasting(from: \"2025-01-01\", on: \"2026-03-31\") }", "COST_LIMIT", 5_000, 46 * 300);
    assertThat(server.code("{ lasting(from: \"last year\", on: \"2026-03-31\") }"))
        .isEqualTo("VALIDATION_FAILED");
  }

  private static int cost(String document, Map<String, ?> variables) {
    return server.ask(document, variables).at("/extensions/relata/cost").intValue();
  }

  @Test
  void selectionsCountWhatFragmentsSpread() {
    StringBuilder bomb = new StringBuilder("{ ...F0 } ");
    for (int i = 0; i < 19; i++) {
      bomb.append("fragment F%d on Query { ...F%d ...F%d } ".formatted(i, i + 1, i + 1));
    }
    bomb.append("fragment F19 on Query { log { position } }");
    JsonNode answer = server.ask(bomb.toString());
    assertThat(code(answer)).isEqualTo("SELECTIONS_LIMIT");
    // Two fields in the innermost fragment, two spreads on each of 19 levels, measured once each
    // and once more for the fragments themselves.
    assertThat(error(answer).get("value").intValue()).isGreaterThanOrEqualTo(1 << 20);
  }

  @Test
  void cyclesOfFragmentsAreRefused() {
    assertThat(server.code("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"))
        .isEqualTo("FRAGMENT_CYCLE");
    assertThat(server.code("{ __typename } fragment A on Query { ...A }"))
        .isEqualTo("FRAGMENT_CYCLE");
  }

  @Test
  void thousandsOfNestedFragmentsAreRefusedFast() {
    long before = System.nanoTime();
    for (int depth : new int[] {100, 600, 5_000, 7_000}) {
      String document =
          "{ " + "... { ".repeat(depth) + "log { position } " + "} ".repeat(depth) + "}";
      assertThat(server.code(document))
          .isIn("FRAGMENT_DEPTH_LIMIT", "TOKENS_LIMIT", "NESTING_LIMIT");
      String crossed =
          "{ "
              + "a:log{position} ... { ".repeat(Math.min(depth, 240))
              + "__typename"
              + " }".repeat(Math.min(depth, 240))
              + "}";
      assertThat(server.code(crossed))
          .isIn("FRAGMENT_DEPTH_LIMIT", "TOKENS_LIMIT", "ALIASES_LIMIT", "NESTING_LIMIT");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void theSameFieldAsOftenAsTokensAllowIsAnsweredFast() {
    long before = System.nanoTime();
    passes("{ " + "__typename ".repeat(1_998) + "}");
    passes("{ " + "log { position } ".repeat(499) + "}");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void limitsComeBeforeValidation() {
    assertThat(server.code("{ none { " + numbered("a%d: nothing ", 16) + "} }"))
        .isEqualTo("ALIASES_LIMIT");
    assertThat(server.code("{ none }")).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void listsInFiltersAreBounded() {
    assertThat(
            code(
                server.ask(
                    "query($a: [ID!]) { books(filter: {authorId: $a}) { totalCount } }",
                    Map.of("a", java.util.Collections.nCopies(501, "x")))))
        .isEqualTo("VALUES_LIMIT");
  }

  @Test
  void timeIsLimitedInTheDatabaseToo() {
    try (GraphServer hasty =
        new GraphServer(
            STORE.database(), Library.class, SCHEMA, "relata.query.graphql.time=300ms")) {
      long before = System.nanoTime();
      JsonNode answer = hasty.ask("{ slow again: slow }");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
      assertThat(code(answer)).isEqualTo("TIME_LIMIT");
      assertThat(answer.get("errors").size()).isEqualTo(2);
      assertThat(answer.get("errors").get(1).get("extensions").get("code").stringValue())
          .isEqualTo("TIME_LIMIT");
      assertThat(error(answer).get("limit").intValue()).isEqualTo(300);
    }
  }

  @Test
  void introspectionCanBeSwitchedOffAndIsBounded() {
    passes(graphql.introspection.IntrospectionQuery.INTROSPECTION_QUERY);
    try (GraphServer silent =
        new GraphServer(
            STORE.database(), Library.class, SCHEMA, "relata.query.graphql.introspection=false")) {
      assertThat(silent.code("{ __schema { types { name } } }"))
          .isEqualTo("INTROSPECTION_DISABLED");
      assertThat(silent.code("{ a: __type(name: \"Query\") { name } }"))
          .isEqualTo("INTROSPECTION_DISABLED");
      assertThat(silent.ask("{ lok }").toString()).doesNotContain("Did you mean");
    }
  }

  @Test
  void whatFailsInsideIsToldByAReferenceOnly() {
    JsonNode answer = server.ask("{ broken log { position } }");
    assertThat(code(answer)).isEqualTo("INTERNAL_ERROR");
    assertThat(answer.toString()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(answer.get("data").get("log").get("position").longValue()).isZero();
  }

  private static String numbered(String pattern, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(pattern.formatted(i));
    }
    return text.toString();
  }

  private static void passes(String document) {
    JsonNode answer = server.ask(document);
    assertThat(answer.has("errors")).as(() -> answer.get("errors").toString()).isFalse();
  }

  private static void refused(String document, String code, long limit, long value) {
    JsonNode answer = server.ask(document);
    assertThat(code(answer)).isEqualTo(code);
    assertThat(error(answer).get("limit").longValue()).isEqualTo(limit);
    assertThat(error(answer).get("value").longValue()).isEqualTo(value);
    assertThat(answer.has("data")).isFalse();
  }
}
