package org.relata.kernel.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Identifier;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.value.Code;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One complete sample of any event, always the same: whatever may be absent is there. Values that
 * must fit each other are found by trying.
 */
final class EventSamples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ATTEMPTS = 2_000;

  /** Texts with rules of their own. */
  private static final Map<Class<?>, List<String>> TEXTS =
      Map.of(
          Occasion.class, List.of("2024-01-31", "2024-01-31T09:30:00Z"),
          SourceRef.class, List.of("core:4711", "trans.csv#12"),
          Expression.class, List.of("aum >= money(\"500000.00\")"),
          Figure.class, List.of("12.50", "7", "true", "PERSONAL"),
          // Named, so that a new metric changes no approved file.
          Metric.class, List.of("AUM", "AGE", "KIND", "BORROWER", "WALLET_SHARE"));

  /** What chance would hardly find. */
  private static final Map<Class<?>, String> OBJECTS =
      Map.of(
          Valuation.class,
          """
          {"currency": "CNY",
           "prices": [
             {"kind": "DEPOSIT", "transferPrice": "0.025", "usualRate": "0.015",
              "yearlyCost": "20.00", "capitalShare": null},
             {"kind": "LOAN", "transferPrice": "0.028", "usualRate": "0.045",
              "yearlyCost": "200.00", "capitalShare": "0.08"}],
           "contactCosts": [{"channel": "VISIT", "cost": "200.00"}],
           "discountRate": "0.05",
           "horizons": [{"kind": "PERSONAL", "years": 10}],
           "creditGrades": ["AAA", "AA", "A"],
           "usualInStages": [
             {"familyStage": "RETIRED", "kind": "DEPOSIT", "amount": "100000.00"},
             {"familyStage": "SINGLE", "kind": "CARD", "amount": null}],
           "usualInIndustries": [{"industry": "RETAIL", "kind": "POS", "amount": null}],
           "priceRises": [{"kind": "LOAN", "on": "2024-03-01"}],
           "priceRiseDays": 60,
           "scores": [
             {"metric": "VALUE_SCORE", "weights": [
               {"metric": "AUM", "weight": 30, "steps": [
                 {"from": "1000.00", "score": "10.00"}, {"from": "50000.00", "score": "50.00"}]},
               {"metric": "BORROWER", "weight": 5, "steps": [{"from": "true", "score": "60.00"}]}]}]}
          """);

  private final JsonMapper json = Json.mapper();

  <E extends DomainEvent> E of(Class<E> record) {
    JacksonException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Random random = new Random(record.getSimpleName().hashCode() * 31L + attempt);
      // An empty list shows little, but some must be empty.
      int least = attempt < ATTEMPTS / 2 ? 1 : 0;
      try {
        return json.treeToValue(object(record, random, least), record);
      } catch (JacksonException e) {
        last = e;
      }
    }
    throw new IllegalStateException("No good sample of " + record.getName(), last);
  }

  private static ObjectNode object(Class<?> record, Random random, int least) {
    ObjectNode node = JSON.objectNode();
    for (RecordComponent component : record.getRecordComponents()) {
      node.set(component.getName(), value(component.getGenericType(), random, least));
    }
    return node;
  }

  private static JsonNode value(Type type, Random random, int least) {
    if (type instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      Type[] arguments = parameterized.getActualTypeArguments();
      if (Map.class.isAssignableFrom(raw)) {
        ObjectNode map = JSON.objectNode();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
          String key = value(arguments[0], random, least).stringValue();
          boolean named = ((Class<?>) arguments[0]).isEnum();
          map.set(named ? key : key + i, value(arguments[1], random, least));
        }
        return map;
      }
      if (Collection.class.isAssignableFrom(raw)) {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(least, 3); i > 0; i--) {
          list.add(value(arguments[0], random, least));
        }
        return list;
      }
    }
    Class<?> raw = (Class<?>) type;
    @Nullable String written = OBJECTS.get(raw);
    if (written != null) {
      return Json.mapper().readTree(written);
    }
    if (raw.isSealed() && !raw.isRecord()) {
      Class<?>[] permitted = raw.getPermittedSubclasses();
      return value(permitted[random.nextInt(permitted.length)], random, least);
    }
    return raw.isRecord() && !isText(raw) ? object(raw, random, least) : scalar(raw, random);
  }

  private static JsonNode scalar(Class<?> raw, Random random) {
    if (raw.isEnum() && !TEXTS.containsKey(raw)) {
      Object[] constants = raw.getEnumConstants();
      return JSON.stringNode(((Enum<?>) constants[random.nextInt(constants.length)]).name());
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return JSON.booleanNode(random.nextBoolean());
    }
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return JSON.numberNode(random.nextInt(1, 30));
    }
    if (raw == BigDecimal.class) {
      return JSON.stringNode(random.nextInt(1, 100) + ".25");
    }
    if (raw == Currency.class) {
      return JSON.stringNode(any(random, "CNY", "EUR"));
    }
    String day = LocalDate.of(2024, 1, 31).plusDays(random.nextInt(500)).toString();
    if (raw == LocalDate.class) {
      return JSON.stringNode(day);
    }
    if (raw == Instant.class) {
      return JSON.stringNode(day + "T09:30:00Z");
    }
    if (Identifier.class.isAssignableFrom(raw)) {
      return JSON.stringNode(any(random, "A-", "B.", "C_") + random.nextInt(100));
    }
    List<String> texts = TEXTS.getOrDefault(raw, List.of());
    if (!texts.isEmpty()) {
      return JSON.stringNode(texts.get(random.nextInt(texts.size())));
    }
    return JSON.stringNode(
        raw == Code.class || raw == String.class
            ? any(random, "RETAIL", "EAST", "A1")
            : any(random, "王小明", "Ann Lee", "Zürich"));
  }

  private static String any(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  static boolean isText(Class<?> raw) {
    RecordComponent[] components = raw.getRecordComponents();
    return components != null
        && components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
