package org.relata.query.platform.fold;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that make a fold's table, and the definition by which a change of it is seen. */
public final class TableSql {

  private TableSql() {}

  /** The table with the one index that folding needs. */
  public static List<String> create(RowTable<?> table, String physical) {
    String columns =
        Stream.concat(table.columns().stream(), Stream.of(RowTable.VALID_FROM, RowTable.VALID_TO))
            .map(column -> "  " + column.ddl())
            .collect(Collectors.joining(",\n"));
    return List.of(
        "CREATE TABLE " + qualified(physical) + " (\n" + columns + ")",
        "CREATE UNIQUE INDEX "
            + quoted(physical + "_now")
            + " ON "
            + qualified(physical)
            + " ("
            + keyColumns(table)
            + ") WHERE valid_to IS NULL");
  }

  /** The indexes that readers need; made after the rows of a rebuild are loaded. */
  public static List<String> indexes(RowTable<?> table, String physical) {
    List<String> statements = new ArrayList<>();
    statements.add(
        index(
            physical, "history", qualified(physical) + " (" + keyColumns(table) + ", valid_from)"));
    int number = 1;
    for (RowIndex index : table.indexes()) {
      statements.add(index(physical, "i" + number++, index.on(qualified(physical))));
    }
    return statements;
  }

  /** A fingerprint of the columns, the key, the indexes, the group and the fold's own version. */
  public static String definition(Fold<?, ?> fold) {
    RowTable<?> table = fold.table();
    List<String> all = new ArrayList<>(create(table, table.name()));
    all.addAll(indexes(table, table.name()));
    all.add(fold.group() + " version " + fold.version());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join(";\n", all).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static String qualified(String physical) {
    return "read." + quoted(physical);
  }

  static String keyColumns(RowTable<?> table) {
    return table.key().stream()
        .map(field -> field.column().quoted())
        .collect(Collectors.joining(", "));
  }

  private static String index(String physical, String suffix, String on) {
    return "CREATE INDEX IF NOT EXISTS " + quoted(physical + "_" + suffix) + " ON " + on;
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
