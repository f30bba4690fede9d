package org.relata.query.platform.graph;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.ColumnType;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;

/**
 * An object type with an identity, backed by the rows of one fold. Its global id is readable: the
 * prefix and the row's key, {@code customer/C-1}; parts are percent-encoded where they hold a
 * slash.
 *
 * @param type the name in the schema
 * @param prefix the beginning of its ids
 */
public record NodeType<R extends Record>(String type, String prefix, RowTable<R> table) {

  public NodeType {
    for (RowField field : table.key()) {
      if (field.column().type() != ColumnType.TEXT) {
        throw new IllegalArgumentException(type + " has a key that is not text: " + field.name());
      }
    }
  }

  /** The name of the DataLoader of all references to this type. */
  String loader() {
    return "node " + type;
  }

  /** The key of a row of this type. */
  List<String> keyOf(Record row) {
    return table.keyOf(table.type().cast(row)).texts();
  }

  String id(R row) {
    StringBuilder id = new StringBuilder(prefix);
    for (String part : keyOf(row)) {
      id.append('/').append(encoded(part));
    }
    return id.toString();
  }

  /** The key of a global id, or null when it is none of this type. */
  @Nullable List<String> key(String id) {
    List<String> parts = Arrays.asList(id.split("/", -1));
    if (parts.size() != table.key().size() + 1 || !parts.getFirst().equals(prefix)) {
      return null;
    }
    try {
      return parts.stream()
          .skip(1)
          .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The rows of the keys with one statement. */
  Map<List<String>, R> load(Set<List<String>> keys, Snapshot snapshot, Moment moment) {
    Relation<R> relation = snapshot.at(table, moment);
    List<Field<Object>> columns = relation.key();
    Map<List<String>, R> found = new HashMap<>();
    snapshot
        .sql()
        .select(relation.columns())
        .from(relation.table())
        .where(relation.at())
        .and(among(columns, keys))
        .forEach(
            record -> {
              R row = relation.row(record, 0);
              found.put(table.keyOf(row).texts(), row);
            });
    return found;
  }

  /** A key at a position of the log. */
  record Place(List<String> key, long position) {}

  /** The rows of the keys, each as it stood at a position of its own, with one statement. */
  Map<Place, R> loadAt(Set<Place> places, Snapshot snapshot) {
    long last = places.stream().mapToLong(Place::position).max().orElse(0);
    Relation<R> relation = snapshot.at(table, new Moment.AsOf(last));
    List<Field<?>> asked = new ArrayList<>();
    List<Field<?>> arrays = new ArrayList<>();
    Condition same = DSL.noCondition();
    for (int i = 0; i < table.key().size(); i++) {
      int part = i;
      arrays.add(Relation.texts(places.stream().map(p -> p.key().get(part)).toList()));
      Field<String> key = DSL.field(DSL.name("place", "k" + i), String.class);
      asked.add(key);
      same = same.and(relation.key().get(i).eq(Relation.untyped(key)));
    }
    arrays.add(DSL.val(places.stream().map(Place::position).toArray(Long[]::new)));
    Field<Long> position = DSL.field(DSL.name("place", "position"), Long.class);
    List<String> names = new ArrayList<>(asked.stream().map(Field::getName).toList());
    names.add("position");
    List<Field<?>> selected = new ArrayList<>(relation.columns());
    selected.add(position);
    Map<Place, R> found = new HashMap<>();
    snapshot
        .sql()
        .select(selected)
        .from(DSL.table("unnest({0})", DSL.list(arrays)).as("place", names.toArray(String[]::new)))
        .join(relation.table())
        .on(same)
        .and(relation.validFrom().le(position))
        .and(relation.validTo().isNull().or(relation.validTo().gt(position)))
        .forEach(
            record -> {
              R row = relation.row(record, 0);
              found.put(new Place(table.keyOf(row).texts(), record.get(position)), row);
            });
    return found;
  }

  /** One array parameter per column, so that the text of the statement does not vary with size. */
  private static Condition among(List<Field<Object>> columns, Set<List<String>> keys) {
    if (columns.size() == 1) {
      List<String> values = keys.stream().map(List::getFirst).toList();
      return columns.getFirst().eq(DSL.any(Relation.untyped(Relation.texts(values))));
    }
    return DSL.row(columns).in(keys.stream().map(key -> DSL.row(key.toArray())).toList());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
