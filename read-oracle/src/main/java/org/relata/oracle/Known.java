package org.relata.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the oracle answers a field that is more than a component of its parent. */
sealed interface Known {

  /** A field asked of a parent, null for a field of Query. */
  record Asked(@Nullable Object parent, Map<String, @Nullable Object> arguments, At at) {

    Record row() {
      return (Record) Objects.requireNonNull(parent);
    }

    String text(String argument) {
      return String.valueOf(arguments.get(argument));
    }
  }

  /** The rows of a fold, before filter and order: a connection or a plain list of them. */
  record Lists(String fold, Rows rows) implements Known {}

  /** Groups of the rows of a fold. */
  record Groups(String fold, Rows rows) implements Known {}

  /** A row, a list of rows, a map, or one value. */
  record Value(Answer answer) implements Known {}

  /** A row as it stood at another moment than that of the question. */
  record Moved(@Nullable Record row, At at) {}

  /** Which rows a field is about. */
  @FunctionalInterface
  interface Rows {
    Collection<Record> of(Asked asked);
  }

  /** What a field says. */
  @FunctionalInterface
  interface Answer {
    @Nullable Object of(Asked asked);
  }

  /** The rows of a fold that name the parent. */
  static Lists below(String fold, String foreign, String own) {
    return new Lists(fold, asked -> asked.at().rows(fold, foreign, Plain.text(asked.row(), own)));
  }

  /** The rows of a fold that belong to a customer, filed under whatever record of it. */
  static Lists belonging(String fold, String foreign) {
    return new Lists(
        fold,
        asked ->
            records(asked.row()).stream()
                .flatMap(record -> asked.at().rows(fold, foreign, record).stream())
                .toList());
  }

  /** The identifiers of a customer's records: none of one that is merged into another. */
  static List<String> records(Record customer) {
    if (Plain.of(customer, "mergedInto") != null) {
      return List.of();
    }
    List<String> records = new ArrayList<>(List.of(Plain.text(customer, "customerId")));
    if (Plain.of(customer, "absorbed") instanceof List<?> absorbed) {
      absorbed.forEach(one -> records.add(String.valueOf(one)));
    }
    return records;
  }

  /** All rows of a fold. */
  static Lists all(String fold) {
    return new Lists(fold, asked -> asked.at().rows(fold));
  }

  /** Groups of the same rows. */
  default Groups grouped() {
    return switch (this) {
      case Lists(String fold, Rows rows) -> new Groups(fold, rows);
      case Groups groups -> groups;
      case Value _ -> throw new IllegalStateException("No rows to be grouped");
    };
  }

  /** The row of a fold that the argument names. */
  static Value one(String fold, String argument) {
    return new Value(asked -> asked.at().row(fold, asked.text(argument)));
  }

  /** The row of a fold that the parent names. */
  static Value reference(String fold, String own) {
    return new Value(
        asked -> {
          @Nullable Object key = Plain.of(asked.row(), own);
          return key == null ? null : asked.at().row(fold, key);
        });
  }

  /** Names and values, by name. */
  static Value attributes() {
    return new Value(
        asked -> {
          TreeMap<String, Object> sorted = new TreeMap<>();
          if (Plain.raw(asked.row(), "attributes") instanceof Map<?, ?> map) {
            map.forEach(
                (name, value) ->
                    sorted.put(String.valueOf(Plain.of(name)), String.valueOf(Plain.of(value))));
          }
          return sorted.entrySet().stream()
              .map(one -> Map.of("name", one.getKey(), "value", one.getValue()))
              .toList();
        });
  }
}
