package org.relata.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands that begin as good ones, made from the catalogue, and are then spoiled. Some stay good:
 * they may be stored, and are accounted for.
 */
final class HostileCommands {

  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final int LIMIT = 1024 * 1024;

  /** Makes the bytes of one command. */
  private interface Attack {
    byte[] command(RandomGenerator random);
  }

  private final List<JsonNode> catalogue;
  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final List<String> kinds;

  /**
   * @param catalogue the answer to {@code GET /commands}
   */
  HostileCommands(JsonNode catalogue) {
    this.catalogue = catalogue.path("commands").valueStream().toList();
    attacks.put("good", random -> HostileJson.bytes(sample(random), random));
    attacks.put("field left out", spoiled(HostileJson::dropSomething));
    attacks.put("field misspelt", spoiled(HostileJson::misspellSomething));
    attacks.put("field doubled", this::doubled);
    attacks.put(
        "wrong type",
        spoiled(
            (tree, random) ->
                HostileJson.replaceSomething(tree, HostileJson.something(random), random)));
    attacks.put("nasty number", raw(NastyValues::number));
    attacks.put("nasty text", raw(random -> HostileJson.quoted(NastyValues.text(random))));
    attacks.put("nasty date", raw(random -> HostileJson.quoted(NastyValues.date(random))));
    attacks.put("too deep", raw(HostileJson::deep));
    attacks.put("mass assignment", spoiled(HostileCommands::assigned));
    attacks.put("spoiled envelope", spoiled(HostileCommands::envelope));
    attacks.put("id used again", spoiled((tree, random) -> tree.put("id", "hostile-again")));
    attacks.put("long list", this::longList);
    attacks.put(
        "damaged bytes",
        random -> HostileJson.damaged(HostileJson.bytes(sample(random), random), random));
    attacks.put("cut short", this::cut);
    attacks.put("no command", HostileCommands::nothing);
    kinds = List.copyOf(attacks.keySet());
  }

  private interface Spoiling {
    void spoil(ObjectNode tree, RandomGenerator random);
  }

  private interface RawText {
    String text(RandomGenerator random);
  }

  private Attack spoiled(Spoiling spoiling) {
    return random -> {
      ObjectNode tree = sample(random);
      spoiling.spoil(tree, random);
      return HostileJson.bytes(tree, random);
    };
  }

  private Attack raw(RawText text) {
    return random -> HostileJson.withRaw(sample(random), text.text(random), random);
  }

  HostileRequest next(RandomGenerator random) {
    return switch (random.nextInt(100)) {
      case 0 -> oversized(random);
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> stream(random);
      default -> {
        String kind = NastyValues.oneOf(kinds, random);
        yield HostileRequest.post("command, " + kind, "/commands", JSON, command(kind, random));
      }
    };
  }

  private byte[] command(String kind, RandomGenerator random) {
    return attacks.getOrDefault(kind, HostileCommands::nothing).command(random);
  }

  private ObjectNode sample(RandomGenerator random) {
    JsonNode entry = NastyValues.oneOf(catalogue, random);
    ObjectNode envelope = HostileJson.NODES.objectNode();
    envelope.set("type", entry.path("type"));
    envelope.put("id", "hostile-" + Long.toHexString(random.nextLong()));
    envelope.set("payload", CommandSamples.of(entry.path("schema"), random).deepCopy());
    return envelope;
  }

  private byte[] doubled(RandomGenerator random) {
    ObjectNode tree = sample(random);
    String text = new String(HostileJson.bytes(tree, random), StandardCharsets.UTF_8);
    String again = random.nextBoolean() ? "\"id\":\"hostile-other\"," : "\"payload\":{},";
    return text.replaceFirst("\\{", "{" + again).getBytes(StandardCharsets.UTF_8);
  }

  /** Fields that only the program may set. */
  private static void assigned(ObjectNode tree, RandomGenerator random) {
    List<String> names =
        List.of(
            "actor",
            "recordedAt",
            "position",
            "version",
            "incarnation",
            "streams",
            "roles",
            "tenant",
            "outcome",
            "hash",
            "@class",
            "class",
            "__proto__",
            "isAdmin");
    ObjectNode object = HostileJson.someObject(tree, random);
    for (int i = 0; i <= random.nextInt(4); i++) {
      object.set(NastyValues.oneOf(names, random), HostileJson.something(random));
    }
  }

  private static void envelope(ObjectNode tree, RandomGenerator random) {
    switch (random.nextInt(8)) {
      case 0 -> tree.put("expectedVersion", random.nextLong());
      case 1 -> tree.put("expectedVersion", random.nextInt(3) - 1);
      case 2 -> tree.put("effectiveAt", NastyValues.date(random));
      case 3 -> tree.put("reason", NastyValues.text(random));
      case 4 -> tree.put("onBehalfOf", NastyValues.text(random));
      case 5 -> tree.put("correlationId", NastyValues.text(random));
      case 6 -> tree.put("type", NastyValues.text(random));
      default -> tree.put("id", NastyValues.text(random));
    }
  }

  private byte[] longList(RandomGenerator random) {
    ArrayNode list = HostileJson.NODES.arrayNode();
    int size = NastyValues.oneOf(List.of(100, 1_000, 9_999, 10_001), random);
    JsonNode element = random.nextBoolean() ? HostileJson.something(random) : sample(random);
    if (element.toString().length() > 80) {
      element = HostileJson.NODES.objectNode();
    }
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    ObjectNode tree = sample(random);
    HostileJson.replaceSomething(tree, list, random);
    return HostileJson.bytes(tree, random);
  }

  private byte[] cut(RandomGenerator random) {
    byte[] whole = HostileJson.bytes(sample(random), random);
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private static byte[] nothing(RandomGenerator random) {
    List<String> texts =
        List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "0",
            "[{}]",
            "{",
            "}",
            "{}{}",
            "{\"id\":1}",
            "<a/>",
            "a=b&c=d",
            "\ufeff{}",
            "// {}",
            "{'a':1}",
            "{\"type\":null,\"id\":null,\"payload\":null}");
    return random.nextInt(4) == 0
        ? NastyValues.bytes(random, random.nextInt(300))
        : NastyValues.oneOf(texts, random).getBytes(StandardCharsets.UTF_8);
  }

  /** Lines of all kinds, ended in all ways. */
  private HostileRequest stream(RandomGenerator random) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      byte[] line = command(NastyValues.oneOf(kinds, random), random);
      for (byte one : line) {
        // A line break inside would make two lines of it, which is another attack.
        lines.write(one == '\n' && random.nextInt(3) > 0 ? ' ' : one);
      }
      lines.writeBytes(
          NastyValues.oneOf(List.of("\n", "\n", "\n", "\r\n", "\n\n", "\n \t\n", ""), random)
              .getBytes(StandardCharsets.UTF_8));
    }
    return HostileRequest.post("stream of commands", "/commands", NDJSON, lines.toByteArray());
  }

  /** Just above what is taken, or much above. */
  private HostileRequest oversized(RandomGenerator random) {
    int size = NastyValues.oneOf(List.of(LIMIT - 20, LIMIT + 1, 2 * LIMIT, 3 * LIMIT), random);
    String filling = random.nextBoolean() ? "x" : " ";
    String text = "{\"type\":\"" + filling.repeat(size) + "\"}\n";
    String type = random.nextBoolean() ? JSON : NDJSON;
    return HostileRequest.post(
        "command, too large", "/commands", type, text.getBytes(StandardCharsets.UTF_8));
  }
}
