package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.ColumnType;
import org.relata.query.platform.fold.Refolding.Difference;
import org.relata.query.platform.fold.RowColumn;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;

/**
 * A fold's table as SQL sees it in one snapshot at one moment: the physical table under an alias,
 * its columns by the names of the row record's components, and the condition that picks the
 * versions of the moment, which every statement must contain.
 */
public final class Relation<R extends java.lang.Record> {

  private static final String CURRENCY = ".currency";

  /** Made once, because jOOQ makes the type of an array anew each time. */
  private static final DataType<String[]> TEXTS = SQLDataType.CLOB.array();

  private final RowTable<R> rows;
  private final Moment moment;
  private final String physical;
  private final String alias;
  private final Table<?> table;

  Relation(RowTable<R> rows, String physical, String alias, Moment moment) {
    this(rows, physical, alias, moment, DSL.table(DSL.name("read", physical)).as(alias));
  }

  private Relation(RowTable<R> rows, String physical, String alias, Moment moment, Table<?> table) {
    this.rows = rows;
    this.moment = moment;
    this.physical = physical;
    this.alias = alias;
    this.table = table;
  }

  /**
   * Rows of the same columns, validity included, that a statement makes of this fold's rows, to be
   * filtered and grouped like them.
   */
  public Relation<R> over(Select<?> derived) {
    return new Relation<>(rows, physical, alias, moment, derived.asTable(alias));
  }

  /** The rows of the moment, some of them replaced by others. */
  Relation<R> differing(Difference<R> difference) {
    List<Field<?>> columns = new ArrayList<>(columns());
    columns.add(validFrom());
    columns.add(validTo());
    Select<Record> derived =
        DSL.select(columns).from(table).where(at()).and(DSL.not(any(difference)));
    for (R row : difference.rows()) {
      derived = derived.unionAll(DSL.select(values(row)));
    }
    return over(derived);
  }

  private Condition any(Difference<R> difference) {
    List<Field<Object>> columns = key();
    return DSL.or(
        difference.keys().stream()
            .map(
                key -> {
                  Condition same = DSL.noCondition();
                  for (int i = 0; i < key.size(); i++) {
                    same = same.and(columns.get(i).eq(key.value(i)));
                  }
                  return same;
                })
            .toList());
  }

  /** A row that was always there, as a statement without a table has it. */
  private List<Field<?>> values(R row) {
    @Nullable Object[] plain = rows.plain(row);
    List<Field<?>> values = new ArrayList<>();
    for (int i = 0; i < plain.length; i++) {
      values.add(value(plain[i], rows.columns().get(i).type()));
    }
    values.add(value(0L, RowTable.VALID_FROM.type()));
    values.add(value(null, RowTable.VALID_TO.type()));
    return values;
  }

  private static Field<?> value(@Nullable Object plain, ColumnType type) {
    return DSL.field("{0}::" + type.sql(), DSL.val(plain, dataType(type)));
  }

  public RowTable<R> rows() {
    return rows;
  }

  public Table<?> table() {
    return table;
  }

  /** The table and its alias for a template of SQL, which would render the alias alone. */
  public SQL declared() {
    return DSL.sql("{0} AS {1}", DSL.name("read", physical), DSL.name(alias));
  }

  /**
   * The column of a component; {@code component.currency} is the second column of an amount of
   * money. The field is untyped because its Java type is known only from the record.
   */
  public Field<Object> column(String component) {
    if (component.endsWith(CURRENCY)) {
      String amount = component.substring(0, component.length() - CURRENCY.length());
      return column(rows.field(amount).columns().get(1));
    }
    return column(rows.field(component).column());
  }

  Field<Object> column(RowColumn column) {
    return untyped(DSL.field(DSL.name(alias, column.name()), dataType(column.type())));
  }

  /** The position at which a version began; for those who look at versions themselves. */
  public Field<Long> validFrom() {
    return DSL.field(DSL.name(alias, RowTable.VALID_FROM.name()), Long.class);
  }

  /** The position at which a version ended; null in the present one. */
  public Field<Long> validTo() {
    return DSL.field(DSL.name(alias, RowTable.VALID_TO.name()), Long.class);
  }

  /** Picks the versions of rows that were true at the moment. */
  public Condition at() {
    Field<Long> from = DSL.field(DSL.name(alias, RowTable.VALID_FROM.name()), Long.class);
    Field<Long> to = DSL.field(DSL.name(alias, RowTable.VALID_TO.name()), Long.class);
    return switch (moment) {
      case Moment.Now _ -> to.isNull();
      case Moment.AsOf(long position) -> from.le(position).and(to.isNull().or(to.gt(position)));
    };
  }

  /** All columns of the row, in the order in which {@link #row} reads them. */
  public List<Field<Object>> columns() {
    List<Field<Object>> columns = new ArrayList<>();
    for (RowColumn column : rows.columns()) {
      columns.add(column(column));
    }
    return columns;
  }

  List<Field<Object>> key() {
    return rows.key().stream().map(field -> column(field.column())).toList();
  }

  /** The row whose columns begin at the given place of the record, from 0. */
  public R row(Record record, int base) {
    return rows.row(record.intoArray(), base);
  }

  /** A value as the column of the component holds it: identifiers and enums become texts. */
  public Object plain(String component, Object value) {
    RowField field = rows.field(component);
    return field.column().type().plain().isInstance(value) ? value : field.plain(value);
  }

  /** Texts as one parameter, so that a statement does not vary with how many there are. */
  public static Field<String[]> texts(Collection<String> texts) {
    return DSL.val(texts.toArray(String[]::new), TEXTS);
  }

  static DataType<?> dataType(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> SQLDataType.CLOB;
      case BOOLEAN -> SQLDataType.BOOLEAN;
      case INTEGER -> SQLDataType.INTEGER;
      case BIGINT -> SQLDataType.BIGINT;
      case NUMERIC -> SQLDataType.NUMERIC;
      case DATE -> SQLDataType.LOCALDATE;
      case TIMESTAMP -> SQLDataType.INSTANT;
      case UUID -> SQLDataType.UUID;
      case TEXT_ARRAY -> TEXTS;
    };
  }

  @SuppressWarnings("unchecked")
  static Field<Object> untyped(Field<?> field) {
    return (Field<Object>) field;
  }
}
