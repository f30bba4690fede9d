package org.relata.query.platform.fold;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a row record and the columns that hold it: one, or two for an amount of money
 * ({@code <name>} and {@code <name>_currency}).
 */
public final class RowField {

  private final String name;
  private final Type type;
  private final boolean nullable;
  private final List<RowColumn> columns;
  private final FieldShape shape;
  private final MethodHandle accessor;
  private final int offset;

  RowField(RecordComponent component, int offset) {
    this.name = component.getName();
    this.type = component.getGenericType();
    this.nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    this.shape = FieldShape.of(component);
    this.columns = shape.columns(snakeCase(name), nullable);
    this.offset = offset;
    try {
      Method method = component.getAccessor();
      method.setAccessible(true);
      this.accessor =
          MethodHandles.lookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, Record.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("Cannot read the component " + name, e);
    }
  }

  /** The name of the record component. */
  public String name() {
    return name;
  }

  /** The Java type of the record component. */
  public Type type() {
    return type;
  }

  public boolean nullable() {
    return nullable;
  }

  public List<RowColumn> columns() {
    return columns;
  }

  /** The first column; for money the amount. */
  public RowColumn column() {
    return columns.getFirst();
  }

  /** The place of the first column among the table's columns, from 0. */
  public int offset() {
    return offset;
  }

  /** The plain value of a Java value for the first column, as a condition in SQL needs it. */
  public Object plain(Object value) {
    @Nullable Object[] plain = new @Nullable Object[columns.size()];
    shape.toPlain(value, plain, 0);
    @Nullable Object first = plain[0];
    if (first == null) {
      throw new IllegalArgumentException(name + " cannot hold " + value);
    }
    return first;
  }

  /** The plain value of the first column of a row. */
  public @Nullable Object plainOf(Record row) {
    @Nullable Object[] plain = new @Nullable Object[columns.size()];
    toPlain(row, plain, 0);
    return plain[0];
  }

  void toPlain(Record row, @Nullable Object[] plain) {
    toPlain(row, plain, offset);
  }

  private void toPlain(Record row, @Nullable Object[] plain, int at) {
    @Nullable Object value;
    try {
      value = (Object) accessor.invokeExact(row);
    } catch (Throwable e) {
      throw Handles.rethrown(e);
    }
    if (value == null) {
      if (!nullable) {
        throw new IllegalArgumentException(
            row.getClass().getSimpleName() + "." + name + " must not be null");
      }
      for (int i = 0; i < columns.size(); i++) {
        plain[at + i] = null;
      }
    } else {
      shape.toPlain(value, plain, at);
    }
  }

  @Nullable Object fromPlain(@Nullable Object[] plain, int base) {
    return plain[base + offset] == null ? null : shape.fromPlain(plain, base + offset);
  }

  static String snakeCase(String name) {
    StringBuilder snake = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (Character.isUpperCase(c)) {
        snake.append('_').append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }
}
