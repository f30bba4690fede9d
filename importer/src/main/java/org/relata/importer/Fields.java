package org.relata.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one object of a mapping file. Whoever reads it takes the fields it knows; {@link
 * #end} refuses what is left, so that a misspelt word is not silently without effect.
 */
final class Fields {
  private final String place;
  private final JsonNode node;
  private final Set<String> taken = new HashSet<>();

  Fields(String place, JsonNode node) {
    if (!node.isObject()) {
      throw new Problem.Unusable(place + " must have named fields.");
    }
    this.place = place;
    this.node = node;
  }

  String place() {
    return place;
  }

  boolean has(String name) {
    return node.has(name);
  }

  @Nullable JsonNode optional(String name) {
    taken.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  JsonNode required(String name) {
    JsonNode value = optional(name);
    if (value == null) {
      throw new Problem.Unusable("%s lacks \"%s\".".formatted(place, name));
    }
    return value;
  }

  String text(String name) {
    JsonNode value = required(name);
    if (!value.isValueNode()) {
      throw new Problem.Unusable("%s: \"%s\" must be a text.".formatted(place, name));
    }
    return value.asString();
  }

  String text(String name, String otherwise) {
    return optional(name) == null ? otherwise : text(name);
  }

  int number(String name, int otherwise) {
    JsonNode value = optional(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw new Problem.Unusable("%s: \"%s\" must be a number above 0.".formatted(place, name));
    }
    return value.intValue();
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = optional(name);
    if (value != null && !value.isBoolean()) {
      throw new Problem.Unusable("%s: \"%s\" must be true or false.".formatted(place, name));
    }
    return value == null ? otherwise : value.booleanValue();
  }

  List<JsonNode> list(String name) {
    JsonNode value = optional(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new Problem.Unusable("%s: \"%s\" must be a list.".formatted(place, name));
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  List<String> texts(String name) {
    return list(name).stream().map(JsonNode::asString).toList();
  }

  Map<String, JsonNode> map(String name) {
    JsonNode value = optional(name);
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    if (value != null) {
      if (!value.isObject()) {
        throw new Problem.Unusable("%s: \"%s\" must have named entries.".formatted(place, name));
      }
      value.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  void end() {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!taken.contains(entry.getKey())) {
        throw new Problem.Unusable(
            "%s: \"%s\" is not known here.".formatted(place, entry.getKey()));
      }
    }
  }
}
