package org.relata.query.platform.fold;

/**
 * One column of a fold table.
 *
 * @param name as in SQL, snake case, to be quoted
 */
public record RowColumn(String name, ColumnType type, boolean nullable) {

  String quoted() {
    return '"' + name + '"';
  }

  String ddl() {
    return quoted() + " " + type.sql() + (nullable ? "" : " NOT NULL");
  }
}
