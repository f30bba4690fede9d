package org.relata.query.platform.graph;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.ColumnType;
import org.relata.query.platform.fold.RowField;

/**
 * One column of an order. Rows without a value come last in ascending and first in descending
 * order, as PostgreSQL has it, so that a list read backwards is the same list.
 */
record OrderTerm(RowField field, boolean ascending) {

  /** {@code registeredOn} is {@code REGISTERED_ON} in enums. */
  static String constant(String component) {
    return component.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  SortField<Object> sort(Relation<?> relation, boolean backwards) {
    Field<Object> column = relation.column(field.column());
    return ascending != backwards ? column.asc() : column.desc();
  }

  /** The value of the column in a row, as a cursor carries it. */
  @Nullable String print(@Nullable Object[] plain) {
    @Nullable Object value = plain[field.offset()];
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.toPlainString();
      default -> value.toString();
    };
  }

  private @Nullable Object parse(@Nullable String text) {
    if (text == null) {
      if (!field.nullable()) {
        throw Cursor.invalid();
      }
      return null;
    }
    ColumnType type = field.column().type();
    try {
      return switch (type) {
        case TEXT -> {
          if (text.indexOf('\0') >= 0) {
            throw Cursor.invalid();
          }
          yield text;
        }
        case BOOLEAN -> Boolean.valueOf(text);
        case INTEGER -> Integer.valueOf(text);
        case BIGINT -> Long.valueOf(text);
        case NUMERIC -> decimal(text);
        case DATE -> day(text);
        case TIMESTAMP -> moment(text);
        case UUID -> UUID.fromString(text);
        case TEXT_ARRAY, JSON -> throw new IllegalArgumentException("No order by " + type);
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Cursor.invalid();
    }
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > 60 || !text.matches("-?\\d+(\\.\\d+)?")) {
      throw Cursor.invalid();
    }
    return new BigDecimal(text);
  }

  private static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    if (Math.abs(day.getYear()) > 9999) {
      throw Cursor.invalid();
    }
    return day;
  }

  private static Instant moment(String text) {
    Instant time = Instant.parse(text);
    if (Math.abs(time.getEpochSecond()) > 300_000_000_000L) {
      throw Cursor.invalid();
    }
    return time;
  }

  /** The rows beyond the cursor, in the order of the terms or against it. */
  static Condition beyond(
      List<OrderTerm> terms, Cursor cursor, Relation<?> relation, boolean backwards) {
    if (cursor.values().size() != terms.size()) {
      throw Cursor.invalid();
    }
    List<Condition> steps = new ArrayList<>();
    Condition equal = DSL.noCondition();
    for (int i = 0; i < terms.size(); i++) {
      OrderTerm term = terms.get(i);
      Field<Object> column = relation.column(term.field().column());
      @Nullable Object value = term.parse(cursor.values().get(i));
      boolean rising = term.ascending() != backwards;
      steps.add(equal.and(beyond(column, value, rising, term.field().nullable())));
      equal = equal.and(value == null ? column.isNull() : column.eq(value));
    }
    return DSL.or(steps).and(bound(terms.getFirst(), cursor, relation, backwards));
  }

  /** Says again of the first column alone what follows for it, so that an index can be used. */
  private static Condition bound(
      OrderTerm first, Cursor cursor, Relation<?> relation, boolean backwards) {
    @Nullable Object value = first.parse(cursor.values().getFirst());
    if (value == null || first.field().nullable()) {
      return DSL.noCondition();
    }
    Field<Object> column = relation.column(first.field().column());
    return first.ascending() != backwards ? column.ge(value) : column.le(value);
  }

  private static Condition beyond(
      Field<Object> column, @Nullable Object value, boolean rising, boolean nullable) {
    if (value == null) {
      return rising ? DSL.falseCondition() : column.isNotNull();
    }
    if (!rising) {
      return column.lt(value);
    }
    return nullable ? column.gt(value).or(column.isNull()) : column.gt(value);
  }
}
