package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Context;
import org.jooq.Cursor;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.CustomQueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/**
 * A statement of its own, in which folds are named: {@code {a.rows}} is the table of the fold bound
 * to {@code a}, {@code {a.at}} picks the versions of the moment, {@code {a.ownerId}} is a column,
 * {@code {day}} a value. Each use of {@code rows} needs a name of its own.
 */
public final class FigureSql {

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)(?:\\.([\\w.]+))?}");

  /** How many rows are taken from the database at a time. */
  private static final int FETCHED = 1_000;

  private final View view;
  private final Map<String, Relation<?>> relations = new HashMap<>();
  private final Map<String, QueryPart> values = new HashMap<>();

  public FigureSql(View view) {
    this.view = view;
  }

  public FigureSql rows(String name, RowTable<?> table) {
    relations.put(name, view.read(table));
    return this;
  }

  public FigureSql value(String name, Object value) {
    values.put(name, DSL.val(value));
    return this;
  }

  /** Each row in turn, so that not all of them are held; refuses with TIME_LIMIT in between too. */
  public void each(String sql, Consumer<Record> row) {
    try (Cursor<Record> rows = query(sql).fetchSize(FETCHED).fetchLazy()) {
      int taken = 0;
      for (Record one : rows) {
        row.accept(one);
        if (++taken % FETCHED == 0) {
          view.snapshot().deadline().check();
        }
      }
    }
  }

  /** What is made of the rows, in their order, by their first column. */
  public <V> Map<String, List<V>> grouped(String sql, Function<Record, V> value) {
    Map<String, List<V>> grouped = new HashMap<>();
    each(
        sql,
        row ->
            grouped
                .computeIfAbsent(row.get(0, String.class), _ -> new ArrayList<>())
                .add(value.apply(row)));
    return grouped;
  }

  private ResultQuery<Record> query(String sql) {
    List<QueryPart> parts = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    Matcher names = NAME.matcher(sql);
    String numbered =
        names.replaceAll(
            name -> {
              int place =
                  places.computeIfAbsent(
                      name.group(),
                      _ -> {
                        parts.add(part(name.group(1), name.group(2)));
                        return parts.size() - 1;
                      });
              return "{" + place + "}";
            });
    return view.sql().resultQuery(numbered, parts.toArray(QueryPart[]::new));
  }

  private QueryPart part(String name, @Nullable String column) {
    if (column == null) {
      return Objects.requireNonNull(values.get(name), name);
    }
    Relation<?> relation = Objects.requireNonNull(relations.get(name), name);
    return switch (column) {
      case "rows" -> new Declared(relation.table());
      case "at" -> relation.at();
      default -> relation.column(column);
    };
  }

  /** A table as it stands in FROM, with its alias; elsewhere jOOQ shows the alias alone. */
  private static final class Declared extends CustomQueryPart {

    private final transient Table<?> table;

    Declared(Table<?> table) {
      this.table = table;
    }

    @Override
    public void accept(Context<?> context) {
      context.declareTables(true, inner -> inner.visit(table));
    }
  }
}
