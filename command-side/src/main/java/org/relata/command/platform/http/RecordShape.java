package org.relata.command.platform.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection.Field;
import tools.jackson.databind.JsonNode;

/**
 * The shape that JSON must have to become a record: which fields there are, which must be there,
 * what kind each is. It names every deviation at once, each with its JSON pointer; limits and
 * formats are checked afterwards by the values themselves.
 */
final class RecordShape {

  static final int MAX_ELEMENTS = 10_000;
  private static final int MAX_PROBLEMS = 50;
  private static final ConcurrentHashMap<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

  private record Component(Kind kind, boolean required) {}

  /** What a value must look like in JSON. */
  private sealed interface Kind {}

  private record Scalar(String expected, List<String> allowed) implements Kind {}

  private record Nested(Class<?> record) implements Kind {}

  private record ListOf(Kind element) implements Kind {}

  private record MapOf(Kind value) implements Kind {}

  private final Map<String, Component> components = new LinkedHashMap<>();

  private RecordShape(Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      AnnotatedType type = component.getAnnotatedType();
      components.put(
          component.getName(),
          new Component(kind(type), !type.isAnnotationPresent(Nullable.class)));
    }
  }

  static RecordShape of(Class<?> record) {
    return SHAPES.computeIfAbsent(record, RecordShape::new);
  }

  /** Adds what is wrong with the node, at most {@value #MAX_PROBLEMS} problems. */
  void check(JsonNode node, String pointer, List<Field> problems) {
    if (!node.isObject()) {
      problems.add(new Field(pointer, "WRONG_TYPE", "An object is expected here."));
      return;
    }
    for (String name : node.propertyNames()) {
      if (!components.containsKey(name)) {
        add(problems, pointer + "/" + escaped(name), "UNKNOWN_FIELD", unknown(name));
      }
    }
    components.forEach(
        (name, component) -> {
          JsonNode value = node.path(name);
          if (!value.isMissingNode() && !value.isNull()) {
            check(component.kind(), value, pointer + "/" + name, problems);
          } else if (component.required()) {
            add(problems, pointer + "/" + name, "MISSING_FIELD", "This field is required.");
          }
        });
  }

  private static void check(Kind kind, JsonNode node, String pointer, List<Field> problems) {
    switch (kind) {
      case Nested nested -> of(nested.record()).check(node, pointer, problems);
      case ListOf list -> checkElements(list, node, pointer, problems);
      case MapOf map -> {
        if (!node.isObject()) {
          add(problems, pointer, "WRONG_TYPE", "An object is expected here.");
        } else if (node.size() > MAX_ELEMENTS) {
          add(problems, pointer, "TOO_MANY", "At most " + MAX_ELEMENTS + " entries are taken.");
        } else {
          node.forEachEntry(
              (name, value) -> {
                if (!value.isNull()) {
                  check(map.value(), value, pointer + "/" + escaped(name), problems);
                }
              });
        }
      }
      case Scalar scalar -> checkScalar(scalar, node, pointer, problems);
    }
  }

  private static void checkElements(
      ListOf list, JsonNode node, String pointer, List<Field> problems) {
    if (!node.isArray()) {
      add(problems, pointer, "WRONG_TYPE", "An array is expected here.");
    } else if (node.size() > MAX_ELEMENTS) {
      add(problems, pointer, "TOO_MANY", "At most " + MAX_ELEMENTS + " elements are taken.");
    } else {
      for (int i = 0; i < node.size(); i++) {
        if (node.get(i).isNull()) {
          add(problems, pointer + "/" + i, "MISSING_FIELD", "An element may not be null.");
        } else {
          check(list.element(), node.get(i), pointer + "/" + i, problems);
        }
      }
    }
  }

  private static void checkScalar(
      Scalar scalar, JsonNode node, String pointer, List<Field> problems) {
    boolean fits =
        switch (scalar.expected()) {
          case "boolean" -> node.isBoolean();
          case "integer" -> node.isIntegralNumber();
          default -> node.isString();
        };
    if (!fits) {
      add(problems, pointer, "WRONG_TYPE", "A " + scalar.expected() + " is expected here.");
    } else if (!scalar.allowed().isEmpty() && !scalar.allowed().contains(node.stringValue())) {
      add(
          problems,
          pointer,
          "INVALID_VALUE",
          "Allowed are " + String.join(", ", scalar.allowed()) + ".");
    }
  }

  private static void add(List<Field> problems, String pointer, String code, String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Field(shortened(pointer), code, sentence));
    }
  }

  private String unknown(String name) {
    return components.keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name) || distance(known, name) <= 2)
        .findFirst()
        .map(known -> "There is no such field; did you mean " + known + "?")
        .orElse(
            "There is no such field; known are "
                + components.keySet().stream().collect(Collectors.joining(", "))
                + ".");
  }

  /** Levenshtein distance, for suggestions only. */
  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 2) {
      return 3;
    }
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String shortened(String pointer) {
    return pointer.length() <= 200 ? pointer : pointer.substring(0, 200) + "...";
  }

  private static Kind kind(AnnotatedType annotated) {
    Type type = annotated.getType();
    Class<?> raw =
        type instanceof ParameterizedType parameterized
            ? (Class<?>) parameterized.getRawType()
            : (Class<?>) type;
    if (Collection.class.isAssignableFrom(raw)) {
      return new ListOf(kind(argument(annotated, 0)));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return new MapOf(kind(argument(annotated, 1)));
    }
    if (raw.isEnum()) {
      return new Scalar(
          "string", Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList());
    }
    if (raw.isRecord() && !isText(raw)) {
      return new Nested(raw);
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return new Scalar("boolean", List.of());
    }
    boolean integer =
        raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class;
    if (integer) {
      return new Scalar("integer", List.of());
    }
    boolean text =
        raw == String.class
            || raw == BigDecimal.class
            || raw == Currency.class
            || Temporal.class.isAssignableFrom(raw)
            || isText(raw);
    if (!text) {
      throw new IllegalArgumentException("A command cannot hold a " + raw.getName());
    }
    return new Scalar("string", List.of());
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private static boolean isText(Class<?> raw) {
    RecordComponent @Nullable [] components = raw.getRecordComponents();
    return components != null
        && components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
