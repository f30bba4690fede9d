package org.relata.driver;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.kernel.Identifier;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.Valuation;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Random commands of every type, made from the records themselves: a new command joins by itself.
 * Identifiers come from small pools, so that commands meet what others did; shapes are always good,
 * rules are broken often.
 */
public final class RandomCommands {

  private static final int POOL = 4;
  private static final int CHOICES = 2;

  /** So many commands of a type that may all be refused count as one that was accepted. */
  private static final int IN_VAIN = 10;

  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final String[] WORDS = {"王小明", "Acme Ltd", "李娜", "Nový zákazník", "α", "x"};

  /** For values that are texts with a pattern: the first that the value takes is used. */
  private final List<Supplier<String>> texts;

  private final Random random;
  private final List<Class<? extends Command>> types;
  private final Map<Class<?>, Supplier<?>> special = new HashMap<>();
  private final Map<Class<?>, Integer> accepted = new HashMap<>();
  private final Map<Class<?>, Integer> made = new HashMap<>();
  private int pool = POOL;

  public RandomCommands(long seed, Collection<Class<? extends Command>> types) {
    this.random = new Random(seed);
    this.types = List.copyOf(types);
    this.texts =
        List.of(
            () -> WORDS[random.nextInt(WORDS.length)],
            () -> "code" + random.nextInt(4),
            () -> date().toString(),
            () -> "1.5",
            () -> "true");
    special.put(Metrics.class, this::metrics);
    special.put(Valuation.class, () -> ShippedValuation.of(Currency.getInstance("CNY")));
  }

  /** Random commands of every type in the catalogue. */
  public static RandomCommands ofEveryType(long seed) {
    PolicyText shipped =
        Objects.requireNonNull(
            ShippedPolicies.of(ShippedPolicies.PERSONAL_AUM, Currency.getInstance("CNY")));
    return new RandomCommands(seed, everyType())
        .with(PolicyText.class, () -> shipped)
        .with(SchemeId.class, () -> ShippedPolicies.PERSONAL_AUM);
  }

  private static List<Class<? extends Command>> everyType() {
    ClassPathScanningCandidateComponentProvider commands =
        new ClassPathScanningCandidateComponentProvider(false);
    commands.addIncludeFilter(new AssignableTypeFilter(Command.class));
    return commands
        .findCandidateComponents(Command.class.getPackageName().replace(".platform", ""))
        .stream()
        .map(
            found ->
                ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
        .filter(Class::isRecord)
        .<Class<? extends Command>>map(found -> found.asSubclass(Command.class))
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  /** Identifiers, by the names that arguments of questions have, which random commands use. */
  public static Map<String, String> identifiers() {
    Map<String, String> identifiers = new TreeMap<>();
    identifiers.put("customerId", "CustomerId-1");
    identifiers.put("accountId", "AccountId-1");
    identifiers.put("employeeId", "EmployeeId-1");
    identifiers.put("managerId", "EmployeeId-1");
    identifiers.put("unitId", "UnitId-1");
    identifiers.put("sectionId", "SectionId-1");
    identifiers.put("contactId", "ContactId-1");
    identifiers.put("nextStepId", "NextStepId-1");
    identifiers.put("scheme", ShippedPolicies.PERSONAL_AUM.value());
    identifiers.put("schemeId", ShippedPolicies.PERSONAL_AUM.value());
    identifiers.put("evaluationId", "EvaluationId-1");
    identifiers.put("allotmentId", "AllotmentId-1");
    identifiers.put("handOverId", "HandOverId-1");
    identifiers.put("id", "customer/CustomerId-1");
    identifiers.put("version", "1");
    identifiers.put("text", "王小");
    return identifiers;
  }

  /** Values of a type that cannot be made by chance, such as the rules of a policy. */
  public <T> RandomCommands with(Class<T> type, Supplier<T> values) {
    special.put(type, values);
    return this;
  }

  /** So many identifiers of each kind: with more, more rows come and more commands are refused. */
  public RandomCommands withIdentifiers(int number) {
    pool = number;
    return this;
  }

  /**
   * A command of some type; of one that was seldom accepted so far rather than of another, but that
   * it was made in vain counts as well.
   */
  public Command next() {
    Class<? extends Command> type = types.get(random.nextInt(types.size()));
    for (int i = 1; i < CHOICES; i++) {
      Class<? extends Command> other = types.get(random.nextInt(types.size()));
      if (turns(other) < turns(type)) {
        type = other;
      }
    }
    made.merge(type, 1, Integer::sum);
    return of(type);
  }

  private int turns(Class<? extends Command> type) {
    return accepted(type) + made.getOrDefault(type, 0) / IN_VAIN;
  }

  /** The types that commands are made of. */
  public List<Class<? extends Command>> types() {
    return types;
  }

  /** To be told of each command that was accepted. */
  public void accepted(Command command) {
    accepted.merge(command.getClass(), 1, Integer::sum);
  }

  /** So many commands of a type were accepted. */
  public int accepted(Class<? extends Command> type) {
    return accepted.getOrDefault(type, 0);
  }

  /** The types of which no command was accepted. */
  public List<String> neverAccepted() {
    return types.stream()
        .filter(type -> accepted(type) == 0)
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  public <C extends Command> C of(Class<C> type) {
    return type.cast(record(type));
  }

  private Object record(Class<?> type) {
    @Nullable RuntimeException last = null;
    for (int attempt = 0; attempt < 5_000; attempt++) {
      try {
        return build(type);
      } catch (Rejection | IllegalArgumentException refused) {
        last = refused;
      }
    }
    throw new IllegalStateException("No good " + type.getSimpleName() + " by chance", last);
  }

  private Object build(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      parameters[i] = components[i].getType();
      AnnotatedType component = components[i].getAnnotatedType();
      boolean absent = component.isAnnotationPresent(Nullable.class) && random.nextInt(10) < 4;
      values[i] = absent ? null : value(component);
    }
    return construct(type, parameters, values);
  }

  private static Object construct(Class<?> type, Class<?>[] parameters, Object[] values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(AnnotatedType annotated) {
    Class<?> raw =
        annotated.getType() instanceof ParameterizedType parameterized
            ? (Class<?>) parameterized.getRawType()
            : (Class<?>) annotated.getType();
    @Nullable Supplier<?> given = special.get(raw);
    if (given != null) {
      return given.get();
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return elements(annotated, raw);
    }
    if (Map.class.isAssignableFrom(raw)) {
      return entries(annotated);
    }
    if (raw.isEnum()) {
      Object[] constants = raw.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    if (Identifier.class.isAssignableFrom(raw)) {
      String id = raw.getSimpleName() + "-" + random.nextInt(pool);
      return construct(raw, new Class<?>[] {String.class}, new Object[] {id});
    }
    if (raw.isRecord()) {
      return isText(raw) ? text(raw) : record(raw);
    }
    return scalar(raw);
  }

  /** A figure for most metrics, of the kind that each is; some are missing. */
  private Metrics metrics() {
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    Map<Metric, Lack> missing = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (random.nextInt(10) == 0) {
        missing.put(metric, Lack.values()[random.nextInt(Lack.values().length)]);
      } else {
        known.put(metric, figure(metric.kind()));
      }
    }
    return new Metrics((Currency) scalar(Currency.class), known, missing);
  }

  private Figure figure(Metric.Kind kind) {
    return switch (kind) {
      case AMOUNT -> Figure.of(BigDecimal.valueOf(random.nextInt(100_000_000), 2));
      case COUNT -> Figure.of(random.nextInt(90));
      case SHARE -> Figure.of(BigDecimal.valueOf(random.nextInt(20_000), 4));
      case SCORE -> Figure.of(BigDecimal.valueOf(random.nextInt(10_001), 2));
      case FLAG -> Figure.of(random.nextBoolean());
      case CODE -> new Figure("code" + random.nextInt(4));
    };
  }

  private Object elements(AnnotatedType annotated, Class<?> raw) {
    AnnotatedType element = argument(annotated, 0);
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      Object value = value(element);
      if (!list.contains(value)) {
        list.add(value);
      }
    }
    return Set.class.isAssignableFrom(raw) ? new HashSet<>(list) : list;
  }

  private Object entries(AnnotatedType annotated) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      map.put(value(argument(annotated, 0)), value(argument(annotated, 1)));
    }
    return map;
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private Object text(Class<?> type) {
    int start = random.nextInt(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      try {
        String text = texts.get((start + i) % texts.size()).get();
        return construct(type, new Class<?>[] {String.class}, new Object[] {text});
      } catch (Rejection refused) {
        // The next text may fit the pattern.
      }
    }
    throw new IllegalArgumentException("No text fits " + type.getSimpleName());
  }

  private Object scalar(Class<?> raw) {
    return switch (raw.getSimpleName()) {
      case "String" -> "ID" + random.nextInt(20);
      case "boolean", "Boolean" -> random.nextBoolean();
      case "int", "Integer" -> random.nextInt(4);
      case "long", "Long" -> (long) random.nextInt(100);
      case "BigDecimal" ->
          random.nextInt(4) == 0
              ? BigDecimal.valueOf(random.nextInt(1_000), 4)
              : BigDecimal.valueOf(random.nextInt(10_000_000), 2);
      case "Currency" -> Currency.getInstance(random.nextInt(5) == 0 ? "USD" : "CNY");
      case "LocalDate" -> date();
      case "Instant" -> (Instant) date().atStartOfDay().toInstant(ZoneOffset.UTC);
      default -> throw new IllegalStateException("A command cannot hold a " + raw.getName());
    };
  }

  private LocalDate date() {
    return FIRST.plusDays(random.nextInt(500));
  }

  private static boolean isText(Class<?> raw) {
    RecordComponent[] components = raw.getRecordComponents();
    return components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }
}
