package org.relata.command.platform.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Identifier;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.value.Code;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Payloads made of the records by chance; most of them, not all, are good. */
final class Samples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String[] TEXTS = {"A", "王小明", "Ann Lee", "Zürich", "x1", " B "};
  private static final String[] DATES = {"1850-01-01", "2024-02-29", "9999-12-31", "2026-01-31"};

  private final Random random;

  Samples(Random random) {
    this.random = random;
  }

  ObjectNode of(Class<?> record) {
    ObjectNode node = JSON.objectNode();
    for (RecordComponent component : record.getRecordComponents()) {
      AnnotatedType type = component.getAnnotatedType();
      if (!type.isAnnotationPresent(Nullable.class) || random.nextBoolean()) {
        node.set(component.getName(), value(type));
      } else if (random.nextInt(5) == 0) {
        node.putNull(component.getName());
      }
    }
    return node;
  }

  private JsonNode value(AnnotatedType annotated) {
    Type type = annotated.getType();
    Class<?> raw =
        type instanceof ParameterizedType parameterized
            ? (Class<?>) parameterized.getRawType()
            : (Class<?>) type;
    if (Collection.class.isAssignableFrom(raw)) {
      ArrayNode list = JSON.arrayNode();
      for (int i = random.nextInt(3); i >= 0; i--) {
        list.add(value(argument(annotated, 0)));
      }
      return list;
    }
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode map = JSON.objectNode();
      AnnotatedType values = argument(annotated, 1);
      for (int i = random.nextInt(3); i >= 0; i--) {
        boolean absent = values.isAnnotationPresent(Nullable.class) && random.nextBoolean();
        Class<?> key = (Class<?>) argument(annotated, 0).getType();
        String name = key.isEnum() ? scalar(key).stringValue() : "k" + i;
        map.set(name, absent ? JSON.nullNode() : value(values));
      }
      return map;
    }
    if (raw.isRecord() && !isText(raw)) {
      return of(raw);
    }
    return scalar(raw);
  }

  private JsonNode scalar(Class<?> raw) {
    if (raw.isEnum()) {
      return JSON.stringNode(((Enum<?>) any(raw.getEnumConstants())).name());
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return JSON.booleanNode(random.nextBoolean());
    }
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return JSON.numberNode(random.nextInt(1, 30));
    }
    if (raw == BigDecimal.class) {
      return JSON.stringNode(random.nextInt(1, 100) + any(".5", "", ".25"));
    }
    if (raw == Currency.class) {
      return JSON.stringNode(any("CNY", "EUR"));
    }
    if (raw == LocalDate.class) {
      return JSON.stringNode(any(DATES));
    }
    if (raw == Instant.class) {
      return JSON.stringNode(any(DATES) + any("T00:00:00Z", "T23:59:59.123Z"));
    }
    if (Identifier.class.isAssignableFrom(raw)) {
      return JSON.stringNode(any("A-", "b.", "C_", "7") + random.nextInt(100));
    }
    if (raw == Occasion.class) {
      return JSON.stringNode(any("2024-01-31", "1900-01-01", "2024-01-31T09:30:00Z"));
    }
    if (raw == Figure.class) {
      return JSON.stringNode(any("12", "7", "true", "0.50"));
    }
    String text = any(TEXTS);
    // Codes are not trimmed.
    return JSON.stringNode(raw == Code.class ? text.strip() : text);
  }

  @SafeVarargs
  private <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private static boolean isText(Class<?> raw) {
    RecordComponent[] components = raw.getRecordComponents();
    return components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
