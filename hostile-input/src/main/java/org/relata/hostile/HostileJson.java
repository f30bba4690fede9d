package org.relata.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that is damaged, as a tree or as text. */
final class HostileJson {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Stands where text that no JSON writer would write is to be put. */
  private static final String RAW = "raw-text-goes-here";

  private static final JsonMapper PLAIN = JsonMapper.builder().build();
  private static final JsonMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private HostileJson() {}

  /** As UTF-8; half of the time with escapes, and always where UTF-8 has no bytes for a text. */
  static byte[] bytes(JsonNode node, RandomGenerator random) {
    String plain = PLAIN.writeValueAsString(node);
    boolean writable = StandardCharsets.UTF_8.newEncoder().canEncode(plain);
    String text = writable && random.nextBoolean() ? plain : ESCAPING.writeValueAsString(node);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String quoted(String text) {
    return ESCAPING.writeValueAsString(text);
  }

  /** One place of the tree, somewhere, holds the text as it is. */
  static byte[] withRaw(JsonNode tree, String raw, RandomGenerator random) {
    replaceSomething(tree, NODES.stringNode(RAW), random);
    return ESCAPING
        .writeValueAsString(tree)
        .replace('"' + RAW + '"', raw)
        .getBytes(StandardCharsets.UTF_8);
  }

  static void replaceSomething(JsonNode tree, JsonNode other, RandomGenerator random) {
    List<JsonNode> holders = new ArrayList<>();
    collect(tree, holders);
    JsonNode holder = holders.get(random.nextInt(holders.size()));
    switch (holder) {
      case ObjectNode object when !object.isEmpty() -> object.set(someName(object, random), other);
      case ArrayNode array when !array.isEmpty() -> array.set(random.nextInt(array.size()), other);
      case ArrayNode array -> array.add(other);
      default -> ((ObjectNode) tree).set("payload", other);
    }
  }

  static void dropSomething(JsonNode tree, RandomGenerator random) {
    ObjectNode object = someObject(tree, random);
    if (!object.isEmpty()) {
      object.remove(someName(object, random));
    }
  }

  static void misspellSomething(JsonNode tree, RandomGenerator random) {
    ObjectNode object = someObject(tree, random);
    if (object.isEmpty()) {
      return;
    }
    String name = someName(object, random);
    String wrong =
        switch (random.nextInt(5)) {
          case 0 -> name.toUpperCase(java.util.Locale.ROOT);
          case 1 -> name + " ";
          case 2 -> name.substring(1);
          case 3 -> name + "\u200b";
          default -> NastyValues.text(random);
        };
    object.set(wrong, object.remove(name));
  }

  static ObjectNode someObject(JsonNode tree, RandomGenerator random) {
    List<JsonNode> holders = new ArrayList<>();
    collect(tree, holders);
    List<ObjectNode> objects =
        holders.stream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).toList();
    return objects.get(random.nextInt(objects.size()));
  }

  private static String someName(ObjectNode object, RandomGenerator random) {
    return NastyValues.oneOf(List.copyOf(object.propertyNames()), random);
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainer()) {
      holders.add(node);
      node.forEach(child -> collect(child, holders));
    }
  }

  static JsonNode something(RandomGenerator random) {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextDouble() * Double.MAX_VALUE);
      case 4 -> NODES.arrayNode();
      case 5 -> NODES.objectNode();
      case 6 -> NODES.arrayNode().add(NODES.arrayNode().add(1).addNull());
      case 7 -> NODES.objectNode().put(NastyValues.text(random), NastyValues.text(random));
      default -> NODES.stringNode(NastyValues.text(random));
    };
  }

  /** Deeper than any honest text; closed again or not. */
  static String deep(RandomGenerator random) {
    int depth = NastyValues.oneOf(List.of(20, 31, 32, 33, 100, 1_000, 10_000), random);
    boolean lists = random.nextBoolean();
    String closed = random.nextBoolean() ? (lists ? "]" : "}").repeat(depth) : "";
    return (lists ? "[" : "{\"a\":").repeat(depth) + (lists ? "" : "1") + closed;
  }

  /** Bytes that are no UTF-8, or are it in a way that is forbidden. */
  static byte[] damaged(byte[] good, RandomGenerator random) {
    byte[] bytes = good.clone();
    if (bytes.length < 8) {
      return bytes;
    }
    int at = 1 + random.nextInt(bytes.length - 6);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] = (byte) 0xFF;
      case 1 -> put(bytes, at, 0xC0, 0x80);
      case 2 -> put(bytes, at, 0xED, 0xA0, 0x80);
      case 3 -> put(bytes, at, 0xF4, 0x90, 0x80, 0x80);
      case 4 -> bytes[at] = (byte) random.nextInt(256);
      default -> {
        return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      }
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      bytes[at + i] = (byte) values[i];
    }
  }
}
