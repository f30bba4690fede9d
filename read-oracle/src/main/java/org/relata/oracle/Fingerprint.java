package org.relata.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many rows there are, and a number that changes with any of them. */
record Fingerprint(long rows, long hash) {

  /** Of a query that gives these two. */
  static Fingerprint of(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new Fingerprint(row.getLong(1), row.getLong(2));
    }
  }
}
