package org.relata.command.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.http.EnvelopeReader;
import org.relata.kernel.Rejection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schema and reader are two opinions on the same payload. What the reader takes, the schema takes;
 * what the schema takes, the reader refuses only for reasons that a schema cannot know.
 */
class SchemaAgreementTest {

  /** Codes of refusals that a schema must foresee. */
  private static final Set<String> FORESEEN =
      Set.of(
          "MISSING_FIELD",
          "UNKNOWN_FIELD",
          "WRONG_TYPE",
          "INVALID_VALUE",
          "INVALID_IDENTIFIER",
          "INVALID_CODE",
          "INVALID_DECIMAL",
          "TOO_LONG",
          "BLANK");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long SEED = 20260301;

  private final CommandTypes types = Commands.all();
  private final EnvelopeReader reader = new EnvelopeReader(types, Clock.systemUTC());
  private final CommandSchemas schemas = new CommandSchemas();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** The refusal, or null when the payload is good. */
  private @Nullable Rejection read(String type, JsonNode payload) {
    ObjectNode envelope = JSON.objectNode().put("type", type).put("id", "x");
    envelope.set("payload", payload);
    return reader
        .read(
            envelope.toString().getBytes(StandardCharsets.UTF_8),
            new Actor("client/test", Set.of()))
        .refused();
  }

  @Test
  void everyCommandHasGoodSamplesThatBothAccept() {
    for (Map.Entry<String, Class<? extends Command>> type : types.all().entrySet()) {
      Samples samples = new Samples(new Random(SEED));
      Schema schema = registry.getSchema(schemas.schema(type.getValue()));
      int good = 0;
      for (int i = 0; i < 500 && good < 20; i++) {
        ObjectNode payload = samples.of(type.getValue());
        if (read(type.getKey(), payload) == null) {
          good++;
          assertThat(schema.validate(payload)).as("%s %s", type.getKey(), payload).isEmpty();
        }
      }
      assertThat(good).as("good samples of " + type.getKey()).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void aSpoiledPayloadFindsBothOfOneMind() {
    for (Map.Entry<String, Class<? extends Command>> type : types.all().entrySet()) {
      Random random = new Random(SEED);
      Samples samples = new Samples(random);
      Schema schema = registry.getSchema(schemas.schema(type.getValue()));
      for (int i = 0; i < 150; i++) {
        JsonNode payload = spoiled(samples.of(type.getValue()), random);
        boolean fits = schema.validate(payload).isEmpty();
        Rejection refused = read(type.getKey(), payload);
        if (refused == null) {
          assertThat(fits).as("read, but not of the schema: %s %s", type, payload).isTrue();
        } else if (fits) {
          assertThat(refused.code())
              .as("of the schema, but refused: %s %s %s", type, payload, refused.fields())
              .isNotIn(FORESEEN);
        }
      }
    }
  }

  private static ObjectNode spoiled(ObjectNode payload, Random random) {
    List<JsonNode> places = new ArrayList<>();
    collect(payload, places);
    JsonNode place = places.get(random.nextInt(places.size()));
    if (place instanceof ObjectNode object) {
      List<String> names = List.copyOf(object.propertyNames());
      String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.put(name + "s", 1);
        case 2 -> object.putNull(name);
        default -> object.set(name, bad(random));
      }
    } else if (place instanceof ArrayNode array) {
      array.add(bad(random));
    }
    return payload;
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainer()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private static JsonNode bad(Random random) {
    return switch (random.nextInt(15)) {
      case 0 -> JSON.stringNode("");
      case 1 -> JSON.stringNode("  ");
      case 2 -> JSON.stringNode("x".repeat(5_000));
      case 3 -> JSON.stringNode("王".repeat(201));
      case 4 -> JSON.stringNode("-a");
      case 5 -> JSON.stringNode("2024-02-30");
      case 6 -> JSON.stringNode("1849-12-31");
      case 7 -> JSON.stringNode("12.345678901234567890123");
      case 8 -> JSON.stringNode("a\u202eb");
      case 9 -> JSON.numberNode(7);
      case 10 -> JSON.numberNode(1.5);
      case 11 -> JSON.numberNode(Long.MAX_VALUE);
      case 12 -> JSON.booleanNode(true);
      case 13 -> JSON.objectNode();
      default -> JSON.arrayNode();
    };
  }
}
