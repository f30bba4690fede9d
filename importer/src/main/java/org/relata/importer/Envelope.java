package org.relata.importer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts a command into the form in which it is sent. */
final class Envelope {
  static final int LONGEST_LINE = 1 << 20;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  private Envelope() {}

  /**
   * An item that waits for its batch to be complete.
   *
   * @param json the item as text
   */
  record Item(Entry.Source source, String json) {}

  /**
   * The command of one row.
   *
   * @throws Problem.Rejection if the row does not give a command of the right shape
   */
  static Entry.Command of(Mapping.Plan plan, Entry.Source source) {
    return command(plan, source.last(), null, List.of(source));
  }

  /** The command of a batch; its head comes from the first row. */
  static Entry.Command of(Mapping.Plan plan, Mapping.Batch batch, List<Item> items) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> array.add(JSON.readTree(item.json)));
    ObjectNode field = JsonNodeFactory.instance.objectNode();
    field.set(batch.into(), array);
    return command(
        plan, items.getFirst().source.last(), field, items.stream().map(Item::source).toList());
  }

  private static Entry.Command command(
      Mapping.Plan plan, Row row, @Nullable ObjectNode items, List<Entry.Source> sources) {
    String id = plan.id().text(row);
    if (!ID.matcher(id).matches()) {
      throw new Problem.Rejection(
          "",
          "BAD_COMMAND_ID",
          "\"" + id + "\" is no command id: 1 to 100 letters, digits and . _ : -");
    }
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("type", plan.type());
    envelope.put("id", id);
    JsonNode payload = plan.payload().of(row);
    if (!(payload instanceof ObjectNode fields)) {
      throw new Problem.Rejection("", "MISSING", "The row has nothing for the command.");
    }
    for (String required : plan.required()) {
      if (!fields.has(required)) {
        throw new Problem.Rejection(
            "/payload/" + required, "MISSING", "The row has nothing for \"" + required + "\".");
      }
    }
    Shape.check("/payload", fields);
    if (items != null) {
      items.properties().forEach(entry -> fields.set(entry.getKey(), entry.getValue()));
    }
    envelope.set("payload", fields);
    if (plan.effectiveAt() != null) {
      JsonNode effectiveAt = plan.effectiveAt().of(row);
      if (!effectiveAt.isMissingNode()) {
        Shape.time("/effectiveAt", effectiveAt.asString());
        envelope.set("effectiveAt", effectiveAt);
      }
    }
    if (plan.reason() != null && !plan.reason().of(row).isMissingNode()) {
      envelope.set("reason", plan.reason().of(row));
    }
    return sized(plan, id, envelope.toString(), sources);
  }

  private static Entry.Command sized(
      Mapping.Plan plan, String id, String json, List<Entry.Source> sources) {
    if (json.length() > LONGEST_LINE / 4
        && json.getBytes(StandardCharsets.UTF_8).length >= LONGEST_LINE) {
      throw new Problem.Rejection(
          "", "TOO_LARGE", "The command is longer than a line may be (1 MiB).");
    }
    return new Entry.Command(plan.type(), id, json, plan.label(), sources);
  }
}
