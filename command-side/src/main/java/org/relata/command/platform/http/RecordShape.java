package org.relata.command.platform.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.catalogue.CommandSchemas;
import org.relata.command.platform.catalogue.Format;
import org.relata.command.platform.catalogue.Names;
import org.relata.kernel.Rejection;
import org.relata.kernel.Rejection.Field;
import tools.jackson.databind.JsonNode;

/**
 * The shape that JSON must have to become a record: which fields there are, which must be there,
 * what kind each is. It names every deviation at once, each with its JSON pointer; limits and
 * formats are checked afterwards by the values themselves.
 */
final class RecordShape {

  private static final int MAX_ELEMENTS = CommandSchemas.MAX_ELEMENTS;
  private static final int MAX_PROBLEMS = 50;
  private static final ConcurrentHashMap<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();

  private record Component(Kind kind, boolean required) {}

  /** What a value must look like in JSON. */
  private sealed interface Kind {}

  private record Scalar(String expected, List<String> allowed, @Nullable Format format)
      implements Kind {
    Scalar(String expected) {
      this(expected, List.of(), null);
    }
  }

  private record Nested(Class<?> record) implements Kind {}

  private record ListOf(Kind element) implements Kind {}

  private record MapOf(Class<?> key, Kind value, boolean nullable) implements Kind {}

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
                String entry = pointer + "/" + escaped(name);
                checkKey(map.key(), name, entry, problems);
                if (!value.isNull()) {
                  check(map.value(), value, entry, problems);
                } else if (!map.nullable()) {
                  add(problems, entry, "MISSING_FIELD", "A value may not be null.");
                }
              });
        }
      }
      case Scalar scalar -> checkScalar(scalar, node, pointer, problems);
    }
  }

  /** A key is one of some names, or a text that checks itself; only its constructor knows how. */
  private static void checkKey(Class<?> key, String name, String pointer, List<Field> problems) {
    if (key.isEnum()) {
      if (Stream.of(key.getEnumConstants()).noneMatch(one -> ((Enum<?>) one).name().equals(name))) {
        add(problems, pointer, "UNKNOWN_FIELD", "There is no field of this name here.");
      }
      return;
    }
    try {
      key.getConstructor(String.class).newInstance(name);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof Rejection refused)) {
        throw new IllegalStateException(e);
      }
      add(problems, pointer, refused.code(), refused.sentence());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Keys of a map are made of a text: " + key.getName(), e);
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
      add(
          problems,
          pointer,
          "WRONG_TYPE",
          ("integer".equals(scalar.expected()) ? "An " : "A ")
              + scalar.expected()
              + " is expected here.");
    } else if (!scalar.allowed().isEmpty() && !scalar.allowed().contains(node.stringValue())) {
      add(
          problems,
          pointer,
          "INVALID_VALUE",
          "Allowed are " + String.join(", ", scalar.allowed()) + ".");
    } else if (scalar.format() != null && !scalar.format().fits(node.stringValue())) {
      add(problems, pointer, scalar.format().code(), scalar.format().sentence());
    }
  }

  private static void add(List<Field> problems, String pointer, String code, String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Field(pointer, code, sentence));
    }
  }

  private String unknown(String name) {
    return Names.nearest(name, components.keySet())
        .map(known -> "There is no such field; did you mean " + known + "?")
        .orElse(
            "There is no such field; known are " + String.join(", ", components.keySet()) + ".");
  }

  /** A name as a step of a JSON pointer. */
  static String escaped(String name) {
    return Names.shown(name).replace("~", "~0").replace("/", "~1");
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
      AnnotatedType value = argument(annotated, 1);
      Class<?> key = (Class<?>) argument(annotated, 0).getType();
      return new MapOf(key, kind(value), value.isAnnotationPresent(Nullable.class));
    }
    if (raw.isEnum()) {
      return new Scalar(
          "string",
          Arrays.stream(raw.getEnumConstants()).map(one -> ((Enum<?>) one).name()).toList(),
          null);
    }
    if (raw.isRecord() && !isText(raw)) {
      return new Nested(raw);
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return new Scalar("boolean");
    }
    boolean integer =
        raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class;
    if (integer) {
      return new Scalar("integer");
    }
    if (raw == String.class || isText(raw)) {
      return new Scalar("string");
    }
    @Nullable Format format = Format.of(raw);
    if (format == null) {
      throw new IllegalArgumentException("A command cannot hold a " + raw.getName());
    }
    return new Scalar("string", List.of(), format);
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
