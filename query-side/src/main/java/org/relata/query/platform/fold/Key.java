package org.relata.query.platform.fold;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a row: the values of its key columns in their order, as the database holds them
 * (identifiers, enums and codes are texts).
 */
public final class Key {

  private final Object[] values;
  private final int hash;

  private Key(Object[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  /** From identifiers, enums, texts, numbers, dates and UUIDs, in the order of the key columns. */
  public static Key of(Object... parts) {
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Object part = parts[i];
      values[i] = ColumnType.isPlain(part) ? part : TextLike.of(part.getClass()).toText(part);
    }
    return new Key(values);
  }

  static Key ofPlain(Object[] values) {
    return new Key(values);
  }

  /** Of how many columns it is. */
  public int size() {
    return values.length;
  }

  /** The value of a column, from 0. */
  public Object value(int index) {
    return values[index];
  }

  /** The values, each as a text. */
  public List<String> texts() {
    return Arrays.stream(values).map(Object::toString).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key key && hash == key.hash && Arrays.equals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
