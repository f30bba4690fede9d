package org.relata.importer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One step of a place in a template. Empty text stays empty, but for tables and defaults. */
@FunctionalInterface
interface Filter {

  /**
   * The text that becomes of {@code value}.
   *
   * @throws Problem.Rejection naming {@code column} if the value is not what the filter takes
   */
  String apply(String column, String value, Row row);

  /** Columns that the arguments name. */
  default Set<String> columns() {
    return Set.of();
  }

  /** What JSON the text becomes when a place stands alone. */
  enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN;

    static Type of(String filter) {
      return switch (filter) {
        case "integer" -> INTEGER;
        case "decimal" -> DECIMAL;
        case "boolean" -> BOOLEAN;
        default -> TEXT;
      };
    }

    JsonNode json(String column, String value) {
      JsonNodeFactory nodes = JsonNodeFactory.instance;
      return switch (this) {
        case TEXT -> nodes.stringNode(value);
        case INTEGER -> nodes.numberNode(Long.parseLong(value));
        case DECIMAL -> nodes.numberNode(number(column, value));
        case BOOLEAN -> nodes.booleanNode(value.equals("true"));
      };
    }
  }

  /** The filter of that name; an argument that begins with {@code $} names a column. */
  static Filter of(String name, List<String> arguments, Library library) {
    return switch (name) {
      case "trim" -> text(String::strip);
      case "upper" -> text(value -> value.toUpperCase(Locale.ROOT));
      case "lower" -> text(value -> value.toLowerCase(Locale.ROOT));
      case "prefix" -> text(value -> arguments.getFirst() + value);
      case "slice" -> slice(arguments);
      case "pad" -> {
        int width = Integer.parseInt(arguments.getFirst());
        yield text(value -> "0".repeat(Math.max(0, width - value.length())) + value);
      }
      case "default" -> (column, value, row) -> value.isEmpty() ? arguments.getFirst() : value;
      case "table" -> library.table(arguments.getFirst());
      case "lookup" -> library.lookup(arguments.getFirst());
      case "date" -> date(library.dateFormat(arguments.getFirst()));
      case "plusMonths" -> argument(arguments, Filter::plusMonths);
      case "number" -> number(arguments.isEmpty() ? null : Integer.valueOf(arguments.getFirst()));
      case "integer" -> present((column, value) -> integer(column, value));
      case "decimal" -> present((column, value) -> number(column, value).toPlainString());
      case "boolean" -> present(Filter::bool);
      case "negate" -> present((column, value) -> number(column, value).negate().toPlainString());
      case "plus" -> arithmetic(arguments, BigDecimal::add);
      case "minus" -> arithmetic(arguments, BigDecimal::subtract);
      case "times" -> arithmetic(arguments, BigDecimal::multiply);
      case "divide" -> {
        BigDecimal divisor = new BigDecimal(arguments.get(0));
        int scale = Integer.parseInt(arguments.get(1));
        yield present(
            (column, value) ->
                number(column, value).divide(divisor, scale, RoundingMode.HALF_UP).toPlainString());
      }
      default -> throw new Problem.Unusable("There is no filter \"" + name + "\".");
    };
  }

  private static Filter text(UnaryOperator<String> operator) {
    return (column, value, row) -> value.isEmpty() ? value : operator.apply(value);
  }

  /** Takes the column, which is named in a refusal, and a text that is not empty. */
  private static Filter present(BinaryOperator<String> operator) {
    return (column, value, row) -> value.isEmpty() ? value : operator.apply(column, value);
  }

  private static Filter slice(List<String> arguments) {
    int from = Integer.parseInt(arguments.getFirst());
    int to = arguments.size() < 2 ? Integer.MAX_VALUE : Integer.parseInt(arguments.get(1));
    return text(
        value -> value.substring(Math.min(from, value.length()), Math.min(to, value.length())));
  }

  private static Filter date(DateTimeFormatter format) {
    return present(
        (column, value) -> {
          try {
            return LocalDate.parse(value, format).toString();
          } catch (DateTimeException e) {
            throw new Problem.Rejection(
                column, "BAD_DATE", "\"" + value + "\" is not a date of the expected form.");
          }
        });
  }

  private static Filter number(@Nullable Integer scale) {
    return present(
        (column, value) -> {
          BigDecimal number = number(column, value);
          try {
            return (scale == null ? number : number.setScale(scale, RoundingMode.UNNECESSARY))
                .toPlainString();
          } catch (ArithmeticException e) {
            throw new Problem.Rejection(
                column, "BAD_NUMBER", value + " has more than " + scale + " decimals.");
          }
        });
  }

  private static String plusMonths(String column, String value, String months) {
    try {
      return LocalDate.parse(value).plusMonths(Long.parseLong(months)).toString();
    } catch (DateTimeException | NumberFormatException e) {
      throw new Problem.Rejection(
          column, "BAD_DATE", "%s plus \"%s\" months is not a date.".formatted(value, months));
    }
  }

  private static String integer(String column, String value) {
    try {
      return Long.toString(number(column, value).longValueExact());
    } catch (ArithmeticException e) {
      throw new Problem.Rejection(column, "BAD_NUMBER", value + " is not a whole number.");
    }
  }

  private static String bool(String column, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> "true";
      case "false", "no", "n", "0" -> "false";
      default ->
          throw new Problem.Rejection(
              column, "BAD_BOOLEAN", "\"" + value + "\" is neither yes nor no.");
    };
  }

  private static Filter arithmetic(List<String> arguments, BinaryOperator<BigDecimal> operator) {
    return argument(
        arguments,
        (column, value, argument) ->
            operator.apply(number(column, value), number(column, argument)).toPlainString());
  }

  /** Takes the column, the value and the argument, each not empty. */
  @FunctionalInterface
  interface WithArgument {
    String apply(String column, String value, String argument);
  }

  private static Filter argument(List<String> arguments, WithArgument operator) {
    String argument = arguments.getFirst();
    boolean named = argument.startsWith("$");
    return new Filter() {
      @Override
      public String apply(String column, String value, Row row) {
        String operand = named ? row.get(argument.substring(1)) : argument;
        return value.isEmpty() ? value : operator.apply(column, value, operand);
      }

      @Override
      public Set<String> columns() {
        return named ? Set.of(argument.substring(1)) : Set.of();
      }
    };
  }

  /** The decimal that a text is, or a refusal that names the column. */
  static BigDecimal number(String column, String value) {
    try {
      // A few characters are enough for any figure; an exponent of a million digits is an attack.
      if (value.length() <= 40 && value.indexOf('e') < 0 && value.indexOf('E') < 0) {
        return new BigDecimal(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as for the other reason.
    }
    throw new Problem.Rejection(column, "BAD_NUMBER", "\"" + value + "\" is not a number.");
  }
}
