package org.relata.query.platform.fold;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose columns are the components of one row record, in their order, followed by {@link
 * #VALID_FROM} and {@link #VALID_TO}. Components in camel case become columns in snake case; texts,
 * enums, identifiers and other records of one string are {@code text}, money is two columns, lists
 * of texts are {@code text[]}, other records, maps and lists are {@code jsonb}; what is not
 * declared {@code @Nullable} is NOT NULL.
 *
 * <p>Every version of every row is kept: a row is current while {@code valid_to} is null and was
 * true as of position P when {@code valid_from <= P AND (valid_to IS NULL OR valid_to > P)}.
 */
public final class RowTable<R extends Record> {

  /** The position of the event that began the version. */
  public static final RowColumn VALID_FROM = new RowColumn("valid_from", ColumnType.BIGINT, false);

  /** The position of the event that ended the version; null for the current one. */
  public static final RowColumn VALID_TO = new RowColumn("valid_to", ColumnType.BIGINT, true);

  private final String name;
  private final Class<R> type;
  private final List<RowField> fields;
  private final List<RowColumn> columns;
  private final List<RowField> key;
  private final List<RowIndex> indexes;
  private final MethodHandle constructor;

  private RowTable(Builder<R> builder) {
    this.name = builder.name;
    this.type = builder.type;
    this.fields = List.copyOf(builder.fields);
    this.columns = fields.stream().flatMap(field -> field.columns().stream()).toList();
    this.key = List.copyOf(builder.key);
    this.indexes = List.copyOf(builder.indexes);
    this.constructor = canonicalConstructor(type);
  }

  /**
   * Begins a table.
   *
   * @param name lower case with underscores, at most 40 characters; it is also the fold's name
   */
  public static <R extends Record> Builder<R> of(String name, Class<R> type) {
    return new Builder<>(name, type);
  }

  public String name() {
    return name;
  }

  public Class<R> type() {
    return type;
  }

  /** The components of the record. */
  public List<RowField> fields() {
    return fields;
  }

  /** The component of this name. */
  public RowField field(String component) {
    return find(fields, type, component);
  }

  /** The columns of the record's components, without the two of validity. */
  public List<RowColumn> columns() {
    return columns;
  }

  /** The components that identify a row, each of one column. */
  public List<RowField> key() {
    return key;
  }

  public List<RowIndex> indexes() {
    return indexes;
  }

  /** The key of a row. */
  public Key keyOf(R row) {
    Object[] values = new Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      @Nullable Object value = key.get(i).plainOf(row);
      if (value == null) {
        throw new IllegalArgumentException("A key has no null: " + row);
      }
      values[i] = value;
    }
    return Key.ofPlain(values);
  }

  /** The plain values of a row, in the order of {@link #columns()}. */
  public @Nullable Object[] plain(R row) {
    @Nullable Object[] plain = new @Nullable Object[columns.size()];
    for (RowField field : fields) {
      field.toPlain(row, plain);
    }
    return plain;
  }

  /** The row of plain values; its first column stands at the given place, from 0. */
  public R row(@Nullable Object[] plain, int base) {
    @Nullable Object[] arguments = new @Nullable Object[fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = fields.get(i).fromPlain(plain, base);
    }
    try {
      return type.cast((Object) constructor.invokeExact(arguments));
    } catch (Throwable e) {
      throw Handles.rethrown(e);
    }
  }

  /** Reads a row whose columns stand side by side, the first at the given JDBC index, from 1. */
  public R read(ResultSet from, int first) throws SQLException {
    @Nullable Object[] plain = new @Nullable Object[columns.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = columns.get(i).type().read(from, first + i);
    }
    return row(plain, 0);
  }

  private static MethodHandle canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(parameters);
      canonical.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(canonical)
          .asType(MethodType.genericMethodType(parameters.length))
          .asSpreader(Object[].class, parameters.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Cannot construct " + type.getName(), e);
    }
  }

  private static RowField find(List<RowField> fields, Class<?> type, String component) {
    return fields.stream()
        .filter(field -> field.name().equals(component))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(type.getSimpleName() + " has no " + component));
  }

  /** Names key and indexes by the record's components. */
  public static final class Builder<R extends Record> {

    private final String name;
    private final Class<R> type;
    private final List<RowField> fields = new ArrayList<>();
    private final List<RowField> key = new ArrayList<>();
    private final List<RowIndex> indexes = new ArrayList<>();

    private Builder(String name, Class<R> type) {
      if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
        throw new IllegalArgumentException("Not a name for a fold: " + name);
      }
      this.name = name;
      this.type = type;
      int offset = 0;
      for (RecordComponent component : type.getRecordComponents()) {
        RowField field = new RowField(component, offset);
        fields.add(field);
        offset += field.columns().size();
      }
    }

    public Builder<R> key(String... components) {
      for (RowField field : fieldsOf(components)) {
        if (field.nullable() || field.columns().size() != 1) {
          throw new IllegalArgumentException(field.name() + " cannot be part of a key");
        }
        key.add(field);
      }
      return this;
    }

    /** An ordinary index over the current rows. */
    public Builder<R> index(String... components) {
      return add(RowIndex.Kind.CURRENT, components);
    }

    /** An ordinary index over all versions, for lists as of an earlier position. */
    public Builder<R> indexOfAllVersions(String... components) {
      return add(RowIndex.Kind.ALL_VERSIONS, components);
    }

    /** An index over all versions from which groups are counted as of an earlier position. */
    public Builder<R> indexForCounts(String... components) {
      return add(RowIndex.Kind.COUNTS, components);
    }

    /** For LIKE and ILIKE over the current rows; it helps from three characters on. */
    public Builder<R> trigram(String component) {
      return add(RowIndex.Kind.TRIGRAM, component);
    }

    /** For "has all of" over the lists of the current rows. */
    public Builder<R> elements(String component) {
      return add(RowIndex.Kind.ELEMENTS, component);
    }

    public RowTable<R> build() {
      if (key.isEmpty()) {
        throw new IllegalArgumentException(name + " has no key");
      }
      return new RowTable<>(this);
    }

    private Builder<R> add(RowIndex.Kind kind, String... components) {
      List<RowColumn> columns = fieldsOf(components).stream().map(RowField::column).toList();
      indexes.add(new RowIndex(kind, columns));
      return this;
    }

    private List<RowField> fieldsOf(String... components) {
      return Arrays.stream(components).map(component -> find(fields, type, component)).toList();
    }
  }
}
