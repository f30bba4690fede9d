package org.relata.query.platform.graph;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The scalars beyond GraphQL's own. Decimals are strings, so that no client rounds money. */
final class Scalars {

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,20}(\\.\\d{1,18})?");

  /** As for commands; Java knows days that PostgreSQL does not. */
  private static final LocalDate EARLIEST = LocalDate.of(1850, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

  static final GraphQLScalarType LONG =
      GraphQLScalarType.newScalar()
          .name("Long")
          .description("A whole number of 64 bits, written as a number.")
          .coercing(new LongCoercing())
          .build();

  static final GraphQLScalarType DECIMAL_TEXT =
      text(
          "Decimal",
          "An exact decimal, written as a string such as \"1234.50\".",
          Scalars::decimal,
          value -> ((BigDecimal) value).toPlainString(),
          BigDecimal.class);

  static final GraphQLScalarType DATE =
      text(
          "Date",
          "A calendar day such as \"2026-02-28\".",
          Scalars::date,
          Object::toString,
          LocalDate.class);

  static final GraphQLScalarType DATE_TIME =
      text(
          "DateTime",
          "A moment in time with its offset, such as \"2026-02-28T09:30:00Z\"; answered in UTC.",
          Scalars::time,
          Object::toString,
          Instant.class);

  static final List<GraphQLScalarType> ALL = List.of(LONG, DECIMAL_TEXT, DATE, DATE_TIME);

  private Scalars() {}

  private static BigDecimal decimal(String text) {
    if (text.length() > 40 || !DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("a decimal is a string such as \"1234.50\"");
    }
    return new BigDecimal(text);
  }

  private static LocalDate date(String text) {
    return known(LocalDate.parse(text));
  }

  private static LocalDate known(LocalDate date) {
    if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
      throw new IllegalArgumentException("a day lies from 1850 to 9999");
    }
    return date;
  }

  private static Instant time(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    known(time.toLocalDate());
    return time.toInstant();
  }

  private static GraphQLScalarType text(
      String name,
      String description,
      Function<String, Object> parse,
      Function<Object, String> print,
      Class<?> type) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .description(description)
        .coercing(new TextCoercing(name, parse, print, type))
        .build();
  }

  private record TextCoercing(
      String name, Function<String, Object> parse, Function<Object, String> print, Class<?> type)
      implements Coercing<Object, String> {

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
      if (!type.isInstance(value)) {
        throw new CoercingSerializeException("No " + name + ": " + value.getClass().getName());
      }
      return print.apply(value);
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      if (input instanceof String text) {
        try {
          return parse.apply(text);
        } catch (DateTimeParseException | IllegalArgumentException e) {
          throw new CoercingParseValueException("This text is no " + name + ".");
        }
      }
      throw new CoercingParseValueException("A " + name + " is written as a string.");
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (input instanceof StringValue text) {
        try {
          return parse.apply(text.getValue());
        } catch (DateTimeParseException | IllegalArgumentException e) {
          throw new CoercingParseLiteralException("This text is no " + name + ".");
        }
      }
      throw new CoercingParseLiteralException("A " + name + " is written as a string.");
    }
  }

  private static final class LongCoercing implements Coercing<Long, Long> {

    @Override
    public Long serialize(Object value, GraphQLContext context, Locale locale) {
      if (value instanceof Number number
          && !(value instanceof Double)
          && !(value instanceof Float)
          && !(value instanceof BigDecimal)) {
        return number.longValue();
      }
      throw new CoercingSerializeException("No Long: " + value.getClass().getName());
    }

    @Override
    public Long parseValue(Object input, GraphQLContext context, Locale locale) {
      return switch (input) {
        case Long number -> number;
        case Integer number -> number.longValue();
        default -> throw new CoercingParseValueException("A Long is a whole number of 64 bits.");
      };
    }

    @Override
    public Long parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (input instanceof IntValue number) {
        BigInteger value = number.getValue();
        if (value.bitLength() < Long.SIZE) {
          return value.longValue();
        }
      }
      throw new CoercingParseLiteralException("A Long is a whole number of 64 bits.");
    }
  }
}
