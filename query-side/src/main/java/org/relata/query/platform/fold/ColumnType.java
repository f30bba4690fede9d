package org.relata.query.platform.fold;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types of columns, each with the one Java type in which its values travel ("plain" value). */
public enum ColumnType {
  TEXT("text", String.class),
  BOOLEAN("boolean", Boolean.class),
  INTEGER("integer", Integer.class),
  BIGINT("bigint", Long.class),
  NUMERIC("numeric", BigDecimal.class),
  DATE("date", LocalDate.class),
  TIMESTAMP("timestamptz", Instant.class),
  UUID("uuid", UUID.class),
  TEXT_ARRAY("text[]", String[].class),
  /** The plain value is the JSON text. */
  JSON("jsonb", String.class);

  private final String sql;
  private final Class<?> plain;

  ColumnType(String sql, Class<?> plain) {
    this.sql = sql;
    this.plain = plain;
  }

  public String sql() {
    return sql;
  }

  /** The Java type of the column's plain values. */
  public Class<?> plain() {
    return plain;
  }

  static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof LocalDate
        || value instanceof Instant
        || value instanceof UUID;
  }

  @Nullable Object read(ResultSet from, int index) throws SQLException {
    return switch (this) {
      case TEXT, JSON -> from.getString(index);
      case BOOLEAN -> from.getObject(index, Boolean.class);
      case INTEGER -> from.getObject(index, Integer.class);
      case BIGINT -> from.getObject(index, Long.class);
      case NUMERIC -> from.getBigDecimal(index);
      case DATE -> from.getObject(index, LocalDate.class);
      case UUID -> from.getObject(index, UUID.class);
      case TIMESTAMP -> {
        @Nullable OffsetDateTime time = from.getObject(index, OffsetDateTime.class);
        yield time == null ? null : time.toInstant();
      }
      case TEXT_ARRAY -> {
        @Nullable Array array = from.getArray(index);
        yield array == null ? null : array.getArray();
      }
    };
  }
}
