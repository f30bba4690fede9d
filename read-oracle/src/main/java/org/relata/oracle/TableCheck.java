package org.relata.oracle;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.relata.kernel.value.Money;
import org.relata.query.platform.fold.RowField;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every table of the read models, all versions and columns, against the versions of the
 * oracle at the same position. Everything is read in one picture of the database, so that the
 * programs may go on meanwhile. A table that was right up to a position is compared from there on,
 * as long as what it tells up to there has the same fingerprint.
 */
final class TableCheck {

  private static final int TOLD = 20;
  private static final JsonMapper JSON = Json.mapper();

  /** Where a fold stands, and in which table. */
  private record Registered(String physical, long position, @Nullable Long stoppedAt) {}

  /** A version, by its key and the position at which it began. */
  private record Place(List<@Nullable Object> key, long validFrom) {}

  /** Up to where a table was right, and what it told up to there. */
  private record Right(UUID incarnation, long position, Fingerprint told) {}

  /** Gives the oracle up to a position at least. */
  @FunctionalInterface
  interface Stores {
    OracleStore store(Connection connection, long position) throws SQLException;
  }

  private final Map<String, Right> right = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private List<String> differences = new ArrayList<>();

  /**
   * What differs, a sentence each; none when all is well. The connection is given back as it was.
   */
  List<String> differences(Connection connection, Stores stores) throws SQLException {
    differences = new ArrayList<>();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      run(connection, stores);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return differences;
  }

  private void run(Connection connection, Stores stores) throws SQLException {
    Map<String, Registered> registered = registered(connection, OracleStore.of(connection));
    long last = 0;
    for (Registered fold : registered.values()) {
      last = Math.max(last, fold.position());
    }
    OracleStore store = stores.store(connection, last);
    if (!registered.keySet().equals(new TreeSet<>(store.folds()))) {
      differences.add(
          "The folds in the database are "
              + registered.keySet()
              + " and not "
              + new TreeSet<>(store.folds()));
    }
    for (History<?, ?> history : store.histories()) {
      @Nullable Registered fold = registered.get(history.fold().name());
      if (fold != null) {
        compareEnd(history, fold);
        compareFrom(connection, history, fold, store.incarnation());
      }
    }
  }

  private void compareFrom(
      Connection connection, History<?, ?> history, Registered fold, UUID incarnation)
      throws SQLException {
    @Nullable Right before = right.remove(fold.physical());
    boolean same =
        before != null
            && before.incarnation().equals(incarnation)
            && before.position() <= fold.position()
            && toldUpTo(connection, fold, before.position()).equals(before.told());
    int told = differences.size();
    compare(connection, history, fold, same && before != null ? before.position() : 0);
    if (differences.size() == told) {
      right.put(
          fold.physical(),
          new Right(incarnation, fold.position(), toldUpTo(connection, fold, fold.position())));
    }
  }

  /** Of all versions that had begun by a position, as they were then: later ends are not seen. */
  private Fingerprint toldUpTo(Connection connection, Registered fold, long position)
      throws SQLException {
    String table = "read.\"" + fold.physical() + '"';
    @Nullable String named = names.get(table);
    if (named == null) {
      named = columnNames(connection, table);
      names.put(table, named);
    }
    return Fingerprint.of(
        connection,
        "SELECT count(*), coalesce(bit_xor(hashtextextended(t::text, 0)), 0) FROM (SELECT "
            + named
            + ", CASE WHEN valid_to <= "
            + position
            + " THEN valid_to END FROM "
            + table
            + " WHERE valid_from <= "
            + position
            + ") t");
  }

  private static String columnNames(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                    + " WHERE attrelid = '"
                    + table
                    + "'::regclass AND attnum > 0 AND NOT attisdropped"
                    + " AND attname <> 'valid_to'")) {
      names.next();
      return names.getString(1);
    }
  }

  private Map<String, Registered> registered(Connection connection, OracleStore store)
      throws SQLException {
    Map<String, Registered> registered = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT f.name, f.physical, g.position, f.position, g.incarnation, h.position"
                    + " FROM read.fold f JOIN read.fold_group g ON g.name = f.fold_group"
                    + " CROSS JOIN log.head h")) {
      while (row.next()) {
        @Nullable Long stoppedAt = row.getObject(4, Long.class);
        long position = stoppedAt == null ? row.getLong(3) : stoppedAt;
        String name = row.getString(1);
        registered.put(name, new Registered(row.getString(2), position, stoppedAt));
        String incarnation = row.getString(5);
        if (incarnation != null && !incarnation.equals(store.incarnation().toString())) {
          differences.add(name + " belongs to another incarnation of the log: " + incarnation);
        }
        if (position > row.getLong(6)) {
          differences.add(
              name + " stands at " + position + ", beyond the head of the log, " + row.getLong(6));
        }
      }
    }
    return registered;
  }

  private void compareEnd(History<?, ?> history, Registered fold) {
    History.@Nullable Failure failure = history.failure();
    long failed = failure == null ? History.FOREVER : failure.event();
    boolean stoppedRightly = fold.stoppedAt() == null || fold.stoppedAt() == failed - 1;
    if (!stoppedRightly || (fold.stoppedAt() == null && failed <= fold.position())) {
      differences.add(
          "%s stopped at %s, where the oracle %s"
              .formatted(
                  history.fold().name(),
                  fold.stoppedAt(),
                  failure == null ? "goes on" : "fails before " + failed + ": " + failure.cause()));
    }
  }

  /** Compares versions that began or ended after a position. */
  private <R extends Record> void compare(
      Connection connection, History<?, R> history, Registered fold, long after)
      throws SQLException {
    String name = history.fold().name();
    List<RowField> keys = history.fold().table().key();
    Map<Place, Map<String, @Nullable Object>> expected = new LinkedHashMap<>();
    for (List<History.Version<R>> versions : history.versions().values()) {
      for (History.Version<R> version : versions) {
        boolean ended = version.validTo() > after && version.validTo() <= fold.position();
        if (version.validFrom() <= fold.position() && (version.validFrom() > after || ended)) {
          Map<String, @Nullable Object> columns = columns(version.row());
          long to = version.validTo();
          columns.put("valid_from", version.validFrom());
          columns.put("valid_to", to > fold.position() ? null : (Object) to);
          expected.put(place(columns, keys), columns);
        }
      }
    }
    int before = differences.size();
    Map<Place, Map<String, @Nullable Object>> actual =
        stored(connection, name, fold.physical(), keys, after);
    expected.forEach(
        (place, columns) -> {
          @Nullable Map<String, @Nullable Object> found = actual.remove(place);
          if (found == null) {
            tell(before, name, place, "is missing; the oracle has " + columns);
          } else {
            compare(before, name, place, columns, found);
          }
        });
    actual.forEach((place, columns) -> tell(before, name, place, "should not be: " + columns));
  }

  private void compare(
      int before,
      String table,
      Place place,
      Map<String, @Nullable Object> expected,
      Map<String, @Nullable Object> actual) {
    if (!expected.keySet().equals(actual.keySet())) {
      tell(before, table, place, "has other columns: " + actual.keySet());
      return;
    }
    expected.forEach(
        (column, value) -> {
          if (!Objects.equals(value, actual.get(column))) {
            tell(
                before,
                table,
                place,
                "column " + column + " is " + actual.get(column) + " and should be " + value);
          }
        });
  }

  /** A table that is wrong throughout need not be told row by row. */
  private void tell(int before, String table, Place place, String what) {
    int told = differences.size() - before;
    if (told < TOLD) {
      differences.add(
          "%s key %s from position %d: %s".formatted(table, place.key(), place.validFrom(), what));
    } else if (told == TOLD) {
      differences.add(table + " differs in more rows than are told here");
    }
  }

  private Map<Place, Map<String, @Nullable Object>> stored(
      Connection connection, String name, String physical, List<RowField> keys, long after)
      throws SQLException {
    Map<Place, Map<String, @Nullable Object>> stored = new HashMap<>();
    int before = differences.size();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM read.\""
                    + physical
                    + "\" WHERE valid_from > "
                    + after
                    + " OR valid_to > "
                    + after)) {
      while (row.next()) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.put(
              row.getMetaData().getColumnName(i),
              value(row, i, row.getMetaData().getColumnTypeName(i)));
        }
        Place place = place(columns, keys);
        if (stored.put(place, columns) != null) {
          tell(before, name, place, "is there twice: " + columns);
        }
      }
    }
    return stored;
  }

  private static Place place(Map<String, @Nullable Object> columns, List<RowField> keys) {
    List<@Nullable Object> key = new ArrayList<>();
    keys.forEach(field -> key.add(columns.get(snakeCase(field.name()))));
    return new Place(key, (Long) Objects.requireNonNull(columns.get("valid_from")));
  }

  private static @Nullable Object value(ResultSet row, int column, String type)
      throws SQLException {
    return switch (type) {
      case "jsonb" -> {
        @Nullable String text = row.getString(column);
        yield text == null ? null : JSON.readTree(text);
      }
      case "timestamptz" -> {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        yield time == null ? null : time.toInstant();
      }
      case "date" -> row.getObject(column, java.time.LocalDate.class);
      case "_text" ->
          row.getArray(column) == null
              ? null
              : Arrays.asList((Object[]) row.getArray(column).getArray());
      default -> row.getObject(column);
    };
  }

  /** The columns of a row as the database should hold them. */
  static Map<String, @Nullable Object> columns(Record row) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      String column = snakeCase(component.getName());
      @Nullable Object raw = Plain.raw(row, component.getName());
      if (component.getType() == Money.class) {
        @Nullable Money money = (Money) raw;
        columns.put(column, money == null ? null : money.amount());
        columns.put(column + "_currency", money == null ? null : money.currency().toString());
      } else {
        columns.put(column, column(component, raw));
      }
    }
    return columns;
  }

  /** Lists of texts are arrays; maps, other lists and other records are JSON. */
  private static @Nullable Object column(RecordComponent component, @Nullable Object raw) {
    boolean json =
        component.getGenericType() instanceof ParameterizedType generic
            ? !(component.getType() == List.class && isText(generic.getActualTypeArguments()[0]))
            : component.getType().isRecord() && !Plain.isText(component.getType());
    return raw != null && json ? JSON.readTree(JSON.writeValueAsString(raw)) : Plain.of(raw);
  }

  private static boolean isText(Type type) {
    return type == String.class
        || (type instanceof Class<?> known && (known.isEnum() || Plain.isText(known)));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
