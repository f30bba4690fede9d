package org.relata.importer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes JSON of a row: the right-hand side of a field in a mapping. */
sealed interface Value {

  /** The JSON for the row; missing if there is nothing to say, and the field is then left out. */
  JsonNode of(Row row);

  /** The columns that it needs. */
  Set<String> columns();

  /** A number or boolean of the mapping itself. */
  record Constant(JsonNode json) implements Value {
    @Override
    public JsonNode of(Row row) {
      return json;
    }

    @Override
    public Set<String> columns() {
      return Set.of();
    }
  }

  /** A text with places. */
  record Text(Template template) implements Value {
    @Override
    public JsonNode of(Row row) {
      return template.evaluate(row);
    }

    @Override
    public Set<String> columns() {
      return template.columns();
    }
  }

  /** An object; without the fields that are missing, and missing itself if all of them are. */
  record Structure(Map<String, Value> fields) implements Value {
    @Override
    public JsonNode of(Row row) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, Value> field : fields.entrySet()) {
        JsonNode value = field.getValue().of(row);
        if (!value.isMissingNode()) {
          object.set(field.getKey(), value);
        }
      }
      return object.isEmpty() && !fields.isEmpty() ? MissingNode.getInstance() : object;
    }

    @Override
    public Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>();
      fields.values().forEach(value -> columns.addAll(value.columns()));
      return columns;
    }
  }

  /** An array without the elements that are missing. */
  record Sequence(List<Value> elements) implements Value {
    @Override
    public JsonNode of(Row row) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Value element : elements) {
        JsonNode value = element.of(row);
        if (!value.isMissingNode()) {
          array.add(value);
        }
      }
      return array;
    }

    @Override
    public Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>();
      elements.forEach(value -> columns.addAll(value.columns()));
      return columns;
    }
  }

  /** The value of the first case that holds, else the last one, if there is any. */
  record Choice(List<Case> cases, Value otherwise) implements Value {
    record Case(Condition condition, Value value) {}

    @Override
    public JsonNode of(Row row) {
      for (Case each : cases) {
        if (each.condition.holds(row)) {
          return each.value.of(row);
        }
      }
      return otherwise.of(row);
    }

    @Override
    public Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>(otherwise.columns());
      for (Case each : cases) {
        columns.addAll(each.condition.columns());
        columns.addAll(each.value.columns());
      }
      return columns;
    }
  }
}
