package org.relata.importer;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a mapping from YAML, and refuses what it does not understand. */
final class MappingFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Library library = new Library();
  private final Values values = new Values(library);
  private final Path data;

  private MappingFile(Path data) {
    this.data = data;
  }

  /**
   * Reads a mapping file.
   *
   * @param data the directory in which its inputs lie
   * @throws Problem.Unusable if it cannot be read or understood
   */
  static Mapping read(Path file, Path data) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new MappingFile(data)
          .mapping(new String(bytes, StandardCharsets.UTF_8), fingerprint(bytes));
    } catch (NoSuchFileException e) {
      throw new Problem.Unusable("There is no mapping file " + file + ".", e);
    } catch (IOException | JacksonException e) {
      throw new Problem.Unusable(
          "The mapping file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Understands the text of a mapping. */
  static Mapping parse(String yaml, Path data) {
    return new MappingFile(data).mapping(yaml, fingerprint(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String fingerprint(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Mapping mapping(String yaml, String fingerprint) {
    Fields root = new Fields("The mapping", YAML.readTree(yaml));
    String name = root.text("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      throw new Problem.Unusable("The mapping: \"name\" may have letters, digits, - and _.");
    }
    JsonNode format = root.optional("format");
    Input.Format common =
        format == null
            ? Input.Format.USUAL
            : format(new Fields("format", format), Input.Format.USUAL);
    root.map("dateFormats")
        .forEach(
            (key, node) -> library.addDateFormat(key, new Fields("The date format " + key, node)));
    root.map("tables").forEach((key, node) -> library.addTable(key, table(key, node)));
    root.map("lookups")
        .forEach((key, node) -> lookup(key, new Fields("The look-up " + key, node), common));
    List<Mapping.Step> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : root.list("steps")) {
      Mapping.Step step = step(new Fields("Step " + (steps.size() + 1), node), common);
      if (!names.add(step.name())) {
        throw new Problem.Unusable("There are two steps \"" + step.name() + "\".");
      }
      steps.add(step);
    }
    root.end();
    if (steps.isEmpty()) {
      throw new Problem.Unusable("The mapping has no steps.");
    }
    return new Mapping(name, fingerprint, steps);
  }

  private static Input.Format format(Fields fields, Input.Format common) {
    Input.Format format =
        new Input.Format(
            Input.charset(fields.text("charset", common.charset().name())),
            character(fields, "separator", common.separator()),
            character(fields, "quote", common.quote()),
            fields.flag("header", common.header()),
            fields.flag("trim", common.trim()));
    fields.end();
    return format;
  }

  private static char character(Fields fields, String name, char otherwise) {
    String text = fields.text(name, String.valueOf(otherwise));
    if (text.length() != 1) {
      throw new Problem.Unusable(fields.place() + ": \"" + name + "\" must be one character.");
    }
    return text.charAt(0);
  }

  private static Map<String, String> table(String name, JsonNode node) {
    new Fields("The table " + name, node);
    Map<String, String> entries = new HashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().asString()));
    return entries;
  }

  private void lookup(String name, Fields fields, Input.Format common) {
    library.addLookup(
        new Library.Lookup(
            name,
            input(fields, common),
            values.template(fields.text("key")),
            values.template(fields.text("value")),
            condition(fields, "where"),
            data));
    fields.end();
  }

  private Input input(Fields fields, Input.Format common) {
    JsonNode own = fields.optional("format");
    return new Input(
        fields.text("file"),
        own == null ? common : format(new Fields(fields.place() + ", format", own), common),
        fields.texts("columns"),
        fields.text("sheet", ""),
        Set.copyOf(fields.texts("identifiers")));
  }

  private @Nullable Condition condition(Fields fields, String name) {
    JsonNode node = fields.optional(name);
    return node == null ? null : values.condition(fields.place() + ", " + name, node);
  }

  private Mapping.Step step(Fields fields, Input.Format common) {
    String name = fields.text("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      throw new Problem.Unusable(fields.place() + ": \"name\" may have letters, digits, - and _.");
    }
    Input input = input(fields, common);
    List<Mapping.Let> lets = new ArrayList<>();
    fields.map("let").forEach((column, node) -> lets.add(let(name, column, node)));
    Condition where = condition(fields, "where");
    Condition skip = condition(fields, "skipWhen");
    if (skip != null) {
      Condition keep = new Condition.Not(skip);
      where = where == null ? keep : new Condition.All(List.of(where, keep));
    }
    JsonNode running = fields.optional("running");
    List<Mapping.Plan> plans = new ArrayList<>();
    for (JsonNode node : fields.list("commands")) {
      plans.add(plan(name, node, plans));
    }
    fields.end();
    return new Mapping.Step(
        name, input, lets, where, running == null ? null : running(name, running), plans);
  }

  private Mapping.Let let(String step, String column, JsonNode node) {
    if (node.isObject() && node.has("counter")) {
      String place = "Step " + step + ", " + column;
      Fields outer = new Fields(place, node);
      Fields fields = new Fields(place + ", counter", outer.required("counter"));
      outer.end();
      Mapping.Let counter =
          new Mapping.Let.Counter(
              column,
              fields.required("from").asLong(),
              values.template(fields.text("upWhenLower")));
      fields.end();
      return counter;
    }
    return new Mapping.Let.Plain(column, values.value("Step " + step + ", " + column, node));
  }

  private Mapping.Running running(String step, JsonNode node) {
    Fields fields = new Fields("Step " + step + ", running", node);
    String balance = fields.text("balance", "");
    String until = fields.text("completeUntil", "");
    Mapping.Running running =
        new Mapping.Running(
            values.template(fields.text("by")),
            values.template(fields.text("on")),
            values.template(fields.text("add")),
            balance.isEmpty() ? null : values.template(balance),
            new BigDecimal(fields.text("tolerance", "0")),
            until.isEmpty() ? null : until);
    fields.end();
    return running;
  }

  private Mapping.Plan plan(String step, JsonNode node, List<Mapping.Plan> before) {
    Fields fields = new Fields("Step %s, command %d".formatted(step, before.size() + 1), node);
    String type = fields.text("type");
    long same = before.stream().filter(plan -> plan.type().equals(type)).count();
    JsonNode effectiveAt = fields.optional("effectiveAt");
    JsonNode reason = fields.optional("reason");
    JsonNode batch = fields.optional("batch");
    Mapping.Plan plan =
        new Mapping.Plan(
            same == 0 ? type : type + "-" + (same + 1),
            type,
            values.template(fields.text("id")),
            condition(fields, "when"),
            values.value(fields.place(), fields.required("payload")),
            effectiveAt == null ? null : values.value(fields.place(), effectiveAt),
            reason == null ? null : values.value(fields.place(), reason),
            fields.texts("required"),
            batch == null ? null : batch(new Fields(fields.place() + ", batch", batch)));
    fields.end();
    return plan;
  }

  private Mapping.Batch batch(Fields fields) {
    Mapping.Batch batch =
        new Mapping.Batch(
            fields.text("into"),
            values.value(fields.place(), fields.required("each")),
            values.template(fields.text("by")),
            fields.number("upTo", 500),
            fields.number("openRows", 20_000),
            fields.flag("consecutive", false));
    fields.end();
    return batch;
  }
}
