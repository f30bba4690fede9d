package org.relata.hostile;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payloads that fit the JSON Schemas of the catalogue. Identifiers come from a small pool, so that
 * commands meet what others did; whether the bank's rules let a command pass is another matter.
 */
final class CommandSamples {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int POOL = 200;

  private CommandSamples() {}

  static JsonNode of(JsonNode schema, RandomGenerator random) {
    return of("", schema, random);
  }

  private static JsonNode of(String name, JsonNode schema, RandomGenerator random) {
    if (schema.has("enum")) {
      JsonNode options = schema.path("enum");
      return options.get(random.nextInt(options.size()));
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    for (String either : List.of("anyOf", "oneOf")) {
      if (schema.has(either)) {
        return of(name, schema.path(either).get(0), random);
      }
    }
    JsonNode type = schema.path("type");
    String kind = type.isArray() ? type.get(0).asString() : type.asString("object");
    return switch (kind) {
      case "object" -> object(schema, random);
      case "array" -> {
        var list = NODES.arrayNode();
        int size = random.nextInt(3) + (schema.path("minItems").asInt(0) > 0 ? 1 : 0);
        for (int i = 0; i < size; i++) {
          list.add(of(name, schema.path("items"), random));
        }
        yield list;
      }
      case "integer" -> NODES.numberNode(Math.abs(random.nextInt(5)));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      default -> NODES.stringNode(text(name, schema, random));
    };
  }

  private static ObjectNode object(JsonNode schema, RandomGenerator random) {
    ObjectNode object = NODES.objectNode();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .forEachEntry(
            (name, property) -> {
              if (required.contains(name) || random.nextInt(10) < 6) {
                object.set(name, of(name, property, random));
              }
            });
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject() && random.nextBoolean()) {
      object.set(text("key", schema.path("propertyNames"), random), of("value", values, random));
    }
    return object;
  }

  /** The first of many texts that has the right shape. */
  private static String text(String name, JsonNode schema, RandomGenerator random) {
    JsonNode names = schema.path("enum");
    if (!names.isEmpty()) {
      return names.get(random.nextInt(names.size())).asString();
    }
    Pattern pattern = Pattern.compile(schema.path("pattern").asString(""));
    int longest = schema.path("maxLength").asInt(100);
    String id = name.isEmpty() ? "x" : name;
    List<String> candidates =
        List.of(
            (id.endsWith("Id") ? id : "word") + "-" + random.nextInt(POOL),
            "2025-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10),
            "2025-0" + (1 + random.nextInt(9)) + "-15T10:00:00Z",
            random.nextInt(10_000) + ".50",
            random.nextInt(4) == 0 ? "USD" : "CNY",
            "CODE_" + random.nextInt(5),
            "code" + random.nextInt(5),
            "王小明",
            "1",
            "A");
    return candidates.stream()
        .filter(text -> text.length() <= longest && pattern.matcher(text).find())
        .findFirst()
        .orElse("x");
  }
}
