package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Context;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Result;
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

  public Result<Record> fetch(String sql) {
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
    return view.sql().resultQuery(numbered, parts.toArray(QueryPart[]::new)).fetch();
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
