package org.relata.hostile;

import graphql.introspection.IntrospectionQuery;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions over GraphQL, from good ones to those that are made to cost or to confuse. */
final class HostileQuestions {

  private static final String JSON = "application/json";
  private static final String PATH = "/graphql";

  private interface Attack {
    byte[] body(RandomGenerator random);
  }

  private interface Document {
    String text(RandomGenerator random);
  }

  private final HostileDocuments documents;
  private final KnownThings known;
  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final List<String> kinds;

  HostileQuestions(HostileDocuments documents, KnownThings known) {
    this.documents = documents;
    this.known = known;
    asks("good", random -> "{ " + documents.root(random, false) + " }");
    asks("good again", random -> "{ " + documents.root(random, false) + " }");
    asks("several fields", this::several);
    asks("half-valid", random -> "{ " + documents.root(random, true) + " }");
    asks("half-valid again", random -> "{ " + documents.root(random, true) + " }");
    asks("nested fields", random -> "{ " + documents.chain(random, 1 + random.nextInt(15)) + " }");
    asks("nested braces", HostileQuestions::braces);
    asks("many aliases", random -> flood(random, i -> "a" + i + ": __typename"));
    asks("aliases of fields", this::aliases);
    asks("many __typename", random -> flood(random, _ -> "__typename"));
    asks("field doubled", this::doubledField);
    asks("many directives", HostileQuestions::directives);
    asks("fragment cycle", HostileQuestions::cycle);
    asks("fragments that double", HostileQuestions::doubling);
    asks("nested inline fragments", HostileQuestions::inline);
    asks("fields that overlap", HostileQuestions::overlapping);
    asks("conflicting fields", this::conflicting);
    asks("deep value", random -> "{ customers(filter: " + deepValue(random) + ") { totalCount } }");
    asks("forged asOf", this::asOf);
    asks("introspection", HostileQuestions::introspection);
    asks("operations", HostileQuestions::operations);
    asks("white space", HostileQuestions::blank);
    asks("no GraphQL", NastyValues::text);
    attacks.put("variables", this::variables);
    attacks.put("huge variables", this::hugeVariables);
    attacks.put("forged cursor", this::cursor);
    attacks.put("batch", this::batch);
    attacks.put("spoiled body", this::spoiled);
    attacks.put("damaged bytes", this::damaged);
    attacks.put("minPosition", this::minPosition);
    kinds = List.copyOf(attacks.keySet());
  }

  HostileRequest next(RandomGenerator random) {
    String kind = NastyValues.oneOf(kinds, random);
    byte[] body = attacks.getOrDefault(kind, _ -> new byte[0]).body(random);
    return HostileRequest.post("question, " + kind, PATH, JSON, body);
  }

  private void asks(String kind, Document document) {
    attacks.put(kind, random -> HostileJson.bytes(question(document.text(random)), random));
  }

  private static ObjectNode question(String document) {
    return HostileJson.NODES.objectNode().put("query", document);
  }

  private String several(RandomGenerator random) {
    return IntStream.range(0, 1 + random.nextInt(6))
        .mapToObj(i -> "a" + i + ": " + documents.root(random, false))
        .collect(Collectors.joining(" ", "{ ", " }"));
  }

  private interface Part {
    String text(int number);
  }

  private static int many(RandomGenerator random) {
    return NastyValues.oneOf(List.of(2, 14, 15, 16, 100, 600, 1_900, 2_100, 6_000), random);
  }

  private static String flood(RandomGenerator random, Part part) {
    return IntStream.range(0, many(random))
        .mapToObj(part::text)
        .collect(Collectors.joining(" ", "{ ", " }"));
  }

  private String aliases(RandomGenerator random) {
    String field = documents.root(random, false);
    int count = 10 + random.nextInt(10);
    return IntStream.range(0, count)
        .mapToObj(i -> "a" + i + ": " + field)
        .collect(Collectors.joining(" ", "{ ", " }"));
  }

  private String doubledField(RandomGenerator random) {
    String field = documents.root(random, false);
    int count = Math.min(many(random), 1 + 60_000 / field.length());
    return "{ " + (field + " ").repeat(count) + "}";
  }

  private static String braces(RandomGenerator random) {
    int depth = NastyValues.oneOf(List.of(9, 10, 11, 100, 900, 1_900, 20_000), random);
    return switch (random.nextInt(3)) {
      case 0 -> "{ a".repeat(depth) + " }".repeat(depth);
      case 1 -> "{".repeat(depth);
      default -> "{ log(asOf: " + "[".repeat(depth) + "]".repeat(depth) + ") { position } }";
    };
  }

  private static String directives(RandomGenerator random) {
    String directive =
        NastyValues.oneOf(
            List.of(" @skip(if: false)", " @include(if: true)", " @unknown", " @deprecated", " @a"),
            random);
    return "{ log" + directive.repeat(Math.min(many(random), 3_000)) + " { position } }";
  }

  private static String cycle(RandomGenerator random) {
    int length = 1 + random.nextInt(20);
    return "{ ...f0 } "
        + IntStream.range(0, length)
            .mapToObj(
                i ->
                    "fragment f"
                        + i
                        + " on Query { log { position } ...f"
                        + (i + 1) % length
                        + " }")
            .collect(Collectors.joining(" "));
  }

  /** Each fragment spreads the next one several times: short to write, endless to spread out. */
  private static String doubling(RandomGenerator random) {
    int length = 2 + random.nextInt(28);
    int times = 2 + random.nextInt(8);
    return "{ ...f0 } "
        + IntStream.range(0, length)
            .mapToObj(
                i ->
                    "fragment f"
                        + i
                        + " on Query { "
                        + ("...f" + (i + 1) + " ").repeat(times)
                        + "}")
            .collect(Collectors.joining(" "))
        + " fragment f"
        + length
        + " on Query { __typename log { position } }";
  }

  private static String inline(RandomGenerator random) {
    int depth = NastyValues.oneOf(List.of(5, 19, 20, 21, 200, 450, 600), random);
    String type = random.nextBoolean() ? "... on Query { " : "... { ";
    String fork = depth <= 20 && random.nextBoolean() ? "log { position } " : "";
    return "{ " + (type + fork).repeat(depth) + "__typename" + " }".repeat(depth) + " }";
  }

  /** Validation compares the fields of one name with each other: many of them, nested. */
  private static String overlapping(RandomGenerator random) {
    int width = 1 + random.nextInt(100);
    int depth = 1 + random.nextInt(9);
    String inside = "__typename";
    for (int i = 0; i < depth; i++) {
      String one = (i % 2 == 0 ? "node(id: \"x\")" : "... on Query") + " { " + inside + " } ";
      inside = one.repeat(inside.length() < 2_000 ? 1 + width % 7 : 1);
    }
    return "{ " + inside.repeat(Math.max(1, Math.min(width, 30_000 / inside.length()))) + " }";
  }

  private String conflicting(RandomGenerator random) {
    return "{ x: "
        + documents.root(random, false)
        + " x: "
        + documents.root(random, false)
        + " ...f } fragment f on Query { x: log { x: position x: incarnation } }";
  }

  private static String deepValue(RandomGenerator random) {
    int depth = NastyValues.oneOf(List.of(3, 30, 300, 600, 5_000), random);
    return "{name: ".repeat(depth) + "1" + "}".repeat(depth);
  }

  private String asOf(RandomGenerator random) {
    String at =
        switch (random.nextInt(5)) {
          case 0 -> "time: " + HostileJson.quoted(NastyValues.date(random));
          case 1 -> "position: " + known.position(random) + ", time: \"2026-01-01T00:00:00Z\"";
          case 2 -> "";
          default ->
              "position: "
                  + known.position(random)
                  + ", incarnation: "
                  + HostileJson.quoted(known.incarnation(random));
        };
    return "{ log(asOf: {"
        + at
        + "}) { position } customers(first: 2, asOf: {"
        + at
        + "}) { totalCount nodes { name timeline(first: 2) { nodes { sentence } } } } }";
  }

  private static String introspection(RandomGenerator random) {
    int depth = 1 + random.nextInt(30);
    return switch (random.nextInt(4)) {
      case 0 -> IntrospectionQuery.INTROSPECTION_QUERY;
      case 1 ->
          "{ __schema { types { fields { type { "
              + "ofType { ".repeat(depth)
              + "name"
              + " }".repeat(depth)
              + " } } } } }";
      case 2 ->
          "{ __schema { types { "
              + "fields { type { ".repeat(depth % 6)
              + "name"
              + " } }".repeat(depth % 6)
              + " } } }";
      default -> "{ " + "__type(name: \"Customer\") { name } ".repeat(depth * 10) + "}";
    };
  }

  private static String operations(RandomGenerator random) {
    return NastyValues.oneOf(
        List.of(
            "mutation { x }",
            "subscription { x }",
            "subscription { log { position } }",
            "query A { __typename } query B { __typename }",
            "query A { __typename } query A { __typename }",
            "fragment f on Query { __typename }",
            "fragment f on Nothing { a } { ...f }",
            "{ ...nothing }",
            "type A { b: Int }",
            "extend type Query { b: Int }",
            "query ($a: Nothing) { __typename }",
            "query ($a: Int = \"x\", $a: Int) { __typename }",
            "query ($a: Customer) { __typename }",
            "query @skip(if: true) { __typename }",
            "{ log { position @skip(if: $x) } }",
            "{ __typename } }",
            "{}",
            "{ log }",
            "{ log { } }",
            "{ \"log\" }",
            "query"),
        random);
  }

  private static String blank(RandomGenerator random) {
    int size = NastyValues.oneOf(List.of(100, 10_000, 60_000, 65_537, 300_000), random);
    String filling = NastyValues.oneOf(List.of(" ", ",", "\n", "#\n", "\t", "\ufeff"), random);
    String blank = filling.repeat(size / filling.length());
    return switch (random.nextInt(4)) {
      case 0 -> blank;
      case 1 -> "{ __typename # " + "x".repeat(size) + "\n }";
      case 2 -> "{ node(id: \"\"\"" + "\\\"\"\" ".repeat(size / 5) + "\"\"\") { id } }";
      default -> "{ " + blank + " __typename }";
    };
  }

  private byte[] variables(RandomGenerator random) {
    String type =
        NastyValues.oneOf(
            List.of("Int", "Int!", "[Int]", "String", "Boolean!", "AsOf", "CustomerFilter"),
            random);
    String use =
        NastyValues.oneOf(
            List.of(
                "customers(first: $v) { totalCount }",
                "customers(filter: $v) { totalCount }",
                "log(asOf: $v) { position }",
                "log @include(if: $v) { position }",
                "customer(customerId: $v) { name }"),
            random);
    ObjectNode body = question("query ($v: " + type + ") { " + use + " }");
    if (random.nextInt(10) > 0) {
      body.putObject("variables").set("v", HostileJson.something(random));
    }
    return random.nextInt(5) == 0
        ? HostileJson.withRaw(body, NastyValues.number(random), random)
        : HostileJson.bytes(body, random);
  }

  private byte[] hugeVariables(RandomGenerator random) {
    ObjectNode body =
        question(
            "query ($text: String, $list: [String!]) { customers(first: 1, filter: {name:"
                + " {contains: $text, in: $list}}) { totalCount } }");
    ObjectNode variables = body.putObject("variables");
    int size = NastyValues.oneOf(List.of(10, 1_000, 20_000, 100_000), random);
    switch (random.nextInt(4)) {
      case 0 -> variables.put("text", "王".repeat(size));
      case 1 -> {
        ArrayNode list = variables.putArray("list");
        IntStream.range(0, Math.min(size, 70_000)).forEach(i -> list.add("c" + i));
      }
      case 2 -> IntStream.range(0, size / 10).forEach(i -> variables.put("unused" + i, i));
      default -> {
        return HostileJson.withRaw(body, HostileJson.deep(random), random);
      }
    }
    return HostileJson.bytes(body, random);
  }

  private byte[] cursor(RandomGenerator random) {
    String field =
        NastyValues.oneOf(
            List.of(
                "customers(first: 3, after: $c) { nodes { name } pageInfo { endCursor } }",
                "customers(last: 3, before: $c) { nodes { name } }",
                "timeline(first: 3, after: $c) { nodes { sentence } }",
                "accounts(first: 3, after: $c, asOf: {position: 5}) { totalCount }"),
            random);
    ObjectNode body = question("query ($c: String) { " + field + " }");
    body.putObject("variables").put("c", known.cursor(random));
    return HostileJson.bytes(body, random);
  }

  private byte[] batch(RandomGenerator random) {
    ArrayNode batch = HostileJson.NODES.arrayNode();
    int size = random.nextInt(50);
    for (int i = 0; i < size; i++) {
      batch.add(question("{ " + documents.root(random, false) + " }"));
    }
    return HostileJson.bytes(batch, random);
  }

  private byte[] spoiled(RandomGenerator random) {
    ObjectNode body = question("query A { " + documents.root(random, false) + " }");
    body.put("operationName", random.nextBoolean() ? "A" : NastyValues.text(random));
    body.putObject("variables").put("x", 1);
    body.putObject("extensions").put("persistedQuery", "x");
    JsonNode other = HostileJson.something(random);
    switch (random.nextInt(4)) {
      case 0 -> HostileJson.dropSomething(body, random);
      case 1 -> HostileJson.misspellSomething(body, random);
      case 2 -> body.set(NastyValues.text(random), other);
      default -> HostileJson.replaceSomething(body, other, random);
    }
    return HostileJson.bytes(body, random);
  }

  private byte[] damaged(RandomGenerator random) {
    byte[] good = HostileJson.bytes(question("{ " + documents.root(random, false) + " }"), random);
    return random.nextInt(3) > 0
        ? HostileJson.damaged(good, random)
        : new String(good, StandardCharsets.UTF_8)
            .substring(0, random.nextInt(20))
            .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] minPosition(RandomGenerator random) {
    ObjectNode body = question("{ log { position } }");
    // A position that is not reached keeps the question waiting: on purpose, and seldom here.
    String position = random.nextInt(400) == 0 ? Long.toString(Long.MAX_VALUE) : "1";
    String text =
        random.nextInt(3) == 0
            ? NastyValues.text(random)
            : known.incarnation(random) + ":" + (random.nextBoolean() ? position : "x");
    body.putObject("extensions").put("minPosition", text);
    return HostileJson.bytes(body, random);
  }
}
