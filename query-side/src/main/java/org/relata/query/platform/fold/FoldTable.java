package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One physical table of a fold: reads current rows by key, closes versions, copies new ones in. */
final class FoldTable<R extends Record> {

  /** A version of a row; {@code validTo} is null for the current one. */
  record Version<R>(R row, long validFrom, @Nullable Long validTo) {}

  /** The current version of a row ends. */
  record Close(Key key, long validTo) {}

  private final RowTable<R> table;
  private final String physical;
  private final String select;
  private final String close;
  private final String copy;

  FoldTable(RowTable<R> table, String physical) {
    this.table = table;
    this.physical = physical;
    String name = TableSql.qualified(physical);
    String columns =
        table.columns().stream().map(RowColumn::quoted).collect(Collectors.joining(", "));
    String keys = each(i -> "?::" + table.key().get(i).column().type().sql() + "[]", ", ");
    String aliases = each(i -> "k" + i, ", ");
    String same = each(i -> "t." + table.key().get(i).column().quoted() + " = k.k" + i, " AND ");
    String selected =
        table.columns().stream()
            .map(column -> "t." + column.quoted())
            .collect(Collectors.joining(", "));
    // OFFSET 0 keeps the planner from turning the join round: one probe of the index per key,
    // whatever it believes of a table that grows too quickly for its statistics.
    this.select =
        """
        SELECT r.* FROM unnest(%s) AS k(%s)
        CROSS JOIN LATERAL (SELECT %s FROM %s t WHERE %s AND t.valid_to IS NULL OFFSET 0) r
        """
            .formatted(keys, aliases, selected, name, same);
    this.close =
        """
        UPDATE %s u SET valid_to = c.ends FROM (
          SELECT k.ends, r.at FROM unnest(%s, ?::bigint[]) AS k(%s, ends)
          CROSS JOIN LATERAL
            (SELECT t.ctid AS at FROM %s t WHERE %s AND t.valid_to IS NULL OFFSET 0) r) c
        WHERE u.ctid = c.at
        """
            .formatted(name, keys, aliases, name, same);
    this.copy = "COPY %s (%s, valid_from, valid_to) FROM STDIN".formatted(name, columns);
  }

  RowTable<R> table() {
    return table;
  }

  String physical() {
    return physical;
  }

  private String each(java.util.function.IntFunction<String> part, String between) {
    return IntStream.range(0, table.key().size())
        .mapToObj(part)
        .collect(Collectors.joining(between));
  }

  Map<Key, R> current(Connection connection, Collection<Key> keys) throws SQLException {
    Map<Key, R> rows = new HashMap<>(keys.size() * 2);
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      bind(connection, statement, keys);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          R row = table.read(result, 1);
          rows.put(table.keyOf(row), row);
        }
      }
    }
    return rows;
  }

  void close(Connection connection, List<Close> closes) throws SQLException {
    if (closes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(close)) {
      bind(connection, statement, closes.stream().map(Close::key).toList());
      Object[] ends = closes.stream().map(Close::validTo).toArray();
      statement.setArray(table.key().size() + 1, connection.createArrayOf("bigint", ends));
      int closed = statement.executeUpdate();
      if (closed != closes.size()) {
        throw new IllegalStateException(
            "Of %d current rows in %s there were %d".formatted(closes.size(), physical, closed));
      }
    }
  }

  /** The versions as {@link #copy} sends them; needs no connection. */
  CopyText text(List<Version<R>> versions) {
    CopyText text = new CopyText();
    for (Version<R> version : versions) {
      text.row(table.plain(version.row()), version.validFrom(), version.validTo());
    }
    return text;
  }

  void copy(Connection connection, CopyText text) throws SQLException {
    if (text.length() == 0) {
      return;
    }
    var into = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      into.writeToCopy(text.bytes(), 0, text.length());
      into.endCopy();
    } finally {
      if (into.isActive()) {
        into.cancelCopy();
      }
    }
  }

  private void bind(Connection connection, PreparedStatement statement, Collection<Key> keys)
      throws SQLException {
    for (int i = 0; i < table.key().size(); i++) {
      Object[] values = new Object[keys.size()];
      int at = 0;
      for (Key key : keys) {
        values[at++] = key.value(i).toString();
      }
      statement.setArray(i + 1, connection.createArrayOf("text", values));
    }
  }
}
