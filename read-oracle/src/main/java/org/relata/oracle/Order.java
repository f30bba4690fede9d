package org.relata.oracle;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/**
 * The order of rows: what was asked for, then the key, rising. Rows without a value come last when
 * rising and first when falling.
 */
final class Order {

  private Order() {}

  static Comparator<Record> of(@Nullable Object orderBy, RowTable<?> table) {
    Map<String, Comparator<Record>> terms = new LinkedHashMap<>();
    if (orderBy instanceof List<?> asked) {
      for (Object one : asked) {
        Map<?, ?> term = (Map<?, ?>) one;
        String component = component(String.valueOf(term.get("by")));
        Comparator<Record> rising = rising(component);
        terms.putIfAbsent(
            component, "DESC".equals(term.get("direction")) ? rising.reversed() : rising);
      }
    }
    table.key().forEach(key -> terms.putIfAbsent(key.name(), rising(key.name())));
    return terms.values().stream().reduce(Comparator::thenComparing).orElseThrow();
  }

  private static Comparator<Record> rising(String component) {
    return (one, other) -> compare(Plain.of(one, component), Plain.of(other, component));
  }

  static int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return Plain.compare(one, other);
  }

  /** {@code REGISTERED_ON} is {@code registeredOn}. */
  static String component(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
