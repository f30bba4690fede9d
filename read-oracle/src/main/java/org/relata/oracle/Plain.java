package org.relata.oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;

/** The values of records as texts, numbers, days and lists of them, read by the oracle itself. */
final class Plain {

  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new LinkedHashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            accessors.put(component.getName(), component.getAccessor());
          }
          return accessors;
        }
      };

  private Plain() {}

  /** Identifiers, enums and currencies as their texts; amounts and other records as they are. */
  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Enum<?> constant -> constant.name();
      case Currency currency -> currency.getCurrencyCode();
      case List<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(one -> plain.add(of(one)));
        yield plain;
      }
      case Record one when isText(one.getClass()) -> raw(one, components(one).getFirst());
      default -> value;
    };
  }

  static @Nullable Object of(Record row, String component) {
    return of(raw(row, component));
  }

  /** A value by which rows are found; the component must have one. */
  static String text(Record row, String component) {
    return String.valueOf(of(row, component));
  }

  /** The position that a row says it is of. */
  static long position(Record row) {
    return Long.parseLong(text(row, "position"));
  }

  static @Nullable Object raw(Record row, String component) {
    @Nullable Method accessor = ACCESSORS.get(row.getClass()).get(component);
    if (accessor == null) {
      throw new IllegalArgumentException(row.getClass().getSimpleName() + " has no " + component);
    }
    try {
      return accessor.invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Reading " + component, e);
    }
  }

  static boolean has(Class<?> type, String component) {
    return type.isRecord() && ACCESSORS.get(type).containsKey(component);
  }

  /** The same record but for one component. */
  static Record with(Record row, String component, @Nullable Object value) {
    RecordComponent[] components = row.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String name = components[i].getName();
      values[i] = name.equals(component) ? value : raw(row, name);
    }
    try {
      return row.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Making a " + row.getClass().getSimpleName(), e);
    }
  }

  private static List<String> components(Record row) {
    return List.copyOf(ACCESSORS.get(row.getClass()).keySet());
  }

  static boolean isText(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == String.class;
  }

  /**
   * The order of two values that are not null: texts by their code points, as the database has it,
   * and not by the halves of surrogate pairs.
   */
  static int compare(Object one, Object other) {
    return switch (one) {
      case String text -> codePoints(text, (String) other);
      case Boolean flag -> flag.compareTo((Boolean) other);
      case BigDecimal number -> number.compareTo(decimal(other));
      case Number number -> decimal(number).compareTo(decimal(other));
      case LocalDate day -> day.compareTo((LocalDate) other);
      case Instant time -> time.compareTo((Instant) other);
      case Money money -> money.amount().compareTo(decimal(other));
      default -> throw new IllegalArgumentException("No order among " + one.getClass());
    };
  }

  static BigDecimal decimal(Object number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case Money money -> money.amount();
      default -> new BigDecimal(number.toString());
    };
  }

  private static int codePoints(String one, String other) {
    int[] left = one.codePoints().toArray();
    int[] right = other.codePoints().toArray();
    return java.util.Arrays.compare(left, right);
  }
}
