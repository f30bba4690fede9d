package org.relata.query.platform.fold;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.relata.kernel.value.Money;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** How the values of a component become the plain values of its columns, and back. */
sealed interface FieldShape {

  JsonMapper JSON = Json.mapper();

  Map<Class<?>, ColumnType> SCALARS =
      Map.of(
          boolean.class, ColumnType.BOOLEAN,
          Boolean.class, ColumnType.BOOLEAN,
          int.class, ColumnType.INTEGER,
          Integer.class, ColumnType.INTEGER,
          long.class, ColumnType.BIGINT,
          Long.class, ColumnType.BIGINT,
          BigDecimal.class, ColumnType.NUMERIC,
          LocalDate.class, ColumnType.DATE,
          Instant.class, ColumnType.TIMESTAMP,
          UUID.class, ColumnType.UUID);

  List<RowColumn> columns(String name, boolean nullable);

  void toPlain(Object value, @Nullable Object[] plain, int at);

  Object fromPlain(@Nullable Object[] plain, int at);

  static FieldShape of(RecordComponent component) {
    Class<?> type = component.getType();
    @Nullable ColumnType scalar = SCALARS.get(type);
    if (scalar != null) {
      return new Scalar(scalar);
    }
    if (TextLike.is(type)) {
      return new Text(TextLike.of(type));
    }
    if (type == Money.class) {
      return new Amount();
    }
    Type generic = component.getGenericType();
    if (type == List.class
        && generic instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element
        && TextLike.is(element)) {
      return new Texts(TextLike.of(element));
    }
    if (type.isRecord() || type == Map.class || type == List.class) {
      return new AsJson(JSON.getTypeFactory().constructType(generic));
    }
    throw new IllegalArgumentException("No column can hold " + component);
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("Half of a value is missing in the table");
    }
    return value;
  }

  /** One value that the database knows as such. */
  record Scalar(ColumnType type) implements FieldShape {
    @Override
    public List<RowColumn> columns(String name, boolean nullable) {
      return List.of(new RowColumn(name, type, nullable));
    }

    @Override
    public void toPlain(Object value, @Nullable Object[] plain, int at) {
      if (value instanceof Instant time && !time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
        // The database would round it, and the row read back would not equal the row written.
        throw new IllegalArgumentException("A time in a row is exact to the microsecond: " + time);
      }
      plain[at] = value;
    }

    @Override
    public Object fromPlain(@Nullable Object[] plain, int at) {
      return present(plain[at]);
    }
  }

  /** One text: a string, an identifier, an enum, a code. */
  record Text(TextLike type) implements FieldShape {
    @Override
    public List<RowColumn> columns(String name, boolean nullable) {
      return List.of(new RowColumn(name, ColumnType.TEXT, nullable));
    }

    @Override
    public void toPlain(Object value, @Nullable Object[] plain, int at) {
      plain[at] = type.toText(value);
    }

    @Override
    public Object fromPlain(@Nullable Object[] plain, int at) {
      return type.fromText((String) present(plain[at]));
    }
  }

  /** A list of texts, in its order. */
  record Texts(TextLike element) implements FieldShape {
    @Override
    public List<RowColumn> columns(String name, boolean nullable) {
      return List.of(new RowColumn(name, ColumnType.TEXT_ARRAY, nullable));
    }

    @Override
    public void toPlain(Object value, @Nullable Object[] plain, int at) {
      plain[at] = ((List<?>) value).stream().map(element::toText).toArray(String[]::new);
    }

    @Override
    public Object fromPlain(@Nullable Object[] plain, int at) {
      return Arrays.stream((String[]) present(plain[at])).map(element::fromText).toList();
    }
  }

  /** Money: the amount keeps its scale, the currency stands in a column beside. */
  record Amount() implements FieldShape {
    @Override
    public List<RowColumn> columns(String name, boolean nullable) {
      return List.of(
          new RowColumn(name, ColumnType.NUMERIC, nullable),
          new RowColumn(name + "_currency", ColumnType.TEXT, nullable));
    }

    @Override
    public void toPlain(Object value, @Nullable Object[] plain, int at) {
      Money money = (Money) value;
      plain[at] = money.amount();
      plain[at + 1] = money.currency().getCurrencyCode();
    }

    @Override
    public Object fromPlain(@Nullable Object[] plain, int at) {
      Currency currency = Currency.getInstance((String) present(plain[at + 1]));
      return new Money((BigDecimal) present(plain[at]), currency);
    }
  }

  /** Whatever has a shape of its own and is never searched by column. */
  record AsJson(JavaType type) implements FieldShape {
    @Override
    public List<RowColumn> columns(String name, boolean nullable) {
      return List.of(new RowColumn(name, ColumnType.JSON, nullable));
    }

    @Override
    public void toPlain(Object value, @Nullable Object[] plain, int at) {
      plain[at] = JSON.writerFor(type).writeValueAsString(value);
    }

    @Override
    public Object fromPlain(@Nullable Object[] plain, int at) {
      return JSON.readValue((String) present(plain[at]), type);
    }
  }
}
