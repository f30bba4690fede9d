package org.relata.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Understands the values and conditions of a mapping file. */
final class Values {
  private final Library library;

  Values(Library library) {
    this.library = library;
  }

  Template template(String text) {
    return Template.parse(text, library);
  }

  Value value(String place, JsonNode node) {
    if (node.isString()) {
      return new Value.Text(template(node.stringValue()));
    }
    if (node.isObject()) {
      return node.has("when") ? choice(new Fields(place, node)) : structure(place, node);
    }
    if (node.isArray()) {
      List<Value> elements = new ArrayList<>();
      node.forEach(element -> elements.add(value(place, element)));
      return new Value.Sequence(elements);
    }
    return new Value.Constant(node);
  }

  private Value structure(String place, JsonNode node) {
    Map<String, Value> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                fields.put(entry.getKey(), value(place + ", " + entry.getKey(), entry.getValue())));
    return new Value.Structure(fields);
  }

  private Value choice(Fields fields) {
    List<Value.Choice.Case> cases = new ArrayList<>();
    for (JsonNode node : fields.list("when")) {
      Fields each = new Fields(fields.place() + ", when", node);
      cases.add(
          new Value.Choice.Case(
              condition(each.place(), each.required("if")),
              value(each.place(), each.required("then"))));
      each.end();
    }
    JsonNode otherwise = fields.optional("otherwise");
    fields.end();
    return new Value.Choice(
        cases,
        otherwise == null
            ? new Value.Constant(MissingNode.getInstance())
            : value(fields.place(), otherwise));
  }

  Condition condition(String place, JsonNode node) {
    Fields fields = new Fields(place, node);
    Condition condition = condition(fields);
    fields.end();
    return condition;
  }

  private Condition condition(Fields fields) {
    if (fields.has("all")) {
      return new Condition.All(conditions(fields, "all"));
    }
    if (fields.has("any")) {
      return new Condition.Any(conditions(fields, "any"));
    }
    if (fields.has("not")) {
      return new Condition.Not(condition(fields.place(), fields.required("not")));
    }
    Template value = template(fields.text("value"));
    List<Condition> tests = new ArrayList<>();
    if (fields.has("is")) {
      tests.add(new Condition.OneOf(value, Set.of(fields.text("is")), false));
    }
    if (fields.has("isNot")) {
      tests.add(new Condition.OneOf(value, Set.of(fields.text("isNot")), true));
    }
    if (fields.has("in")) {
      tests.add(new Condition.OneOf(value, Set.copyOf(fields.texts("in")), false));
    }
    if (fields.has("notIn")) {
      tests.add(new Condition.OneOf(value, Set.copyOf(fields.texts("notIn")), true));
    }
    if (fields.has("empty")) {
      tests.add(new Condition.OneOf(value, Set.of(""), !fields.flag("empty", true)));
    }
    for (Condition.Comparison comparison : Condition.Comparison.values()) {
      String word = word(comparison);
      if (fields.has(word)) {
        tests.add(new Condition.Compared(value, comparison, fields.text(word)));
      }
    }
    if (tests.isEmpty()) {
      throw new Problem.Unusable(
          fields.place()
              + ": a condition needs one of is, isNot, in, notIn, empty, atLeast, atMost, above,"
              + " below.");
    }
    return tests.size() == 1 ? tests.getFirst() : new Condition.All(tests);
  }

  private List<Condition> conditions(Fields fields, String name) {
    return fields.list(name).stream()
        .map(node -> condition(fields.place() + ", " + name, node))
        .toList();
  }

  private static String word(Condition.Comparison comparison) {
    String[] words = comparison.name().toLowerCase(Locale.ROOT).split("_", -1);
    return words.length == 1
        ? words[0]
        : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
  }
}
