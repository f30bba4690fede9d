package org.relata.query.organization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;

/** The way from the top of the tree down to a unit. It follows the tree of the moment asked for. */
final class UnitPaths {

  private static final String UP =
      """
      WITH RECURSIVE up(leaf, unit, level) AS (
        SELECT key, key, 0 FROM unnest({0}) AS leaf(key)
        UNION ALL
        SELECT u.leaf, {2}, u.level + 1
        FROM up u JOIN {1} ON {3} = u.unit
        WHERE {4} AND {2} IS NOT NULL AND u.level < 100)
      SELECT leaf, unit FROM up ORDER BY leaf, level DESC
      """;

  private UnitPaths() {}

  /** For each unit the units from the top down to it, itself included. */
  static Map<String, List<UnitRow>> of(Set<String> units, Question question) {
    Relation<UnitRow> unit = question.read(UnitFold.TABLE);
    Map<String, List<String>> names = new HashMap<>();
    question
        .snapshot()
        .sql()
        .resultQuery(
            UP,
            Relation.texts(units),
            unit.declared(),
            unit.column("parentId"),
            unit.column("unitId"),
            unit.at())
        .forEach(
            row ->
                names
                    .computeIfAbsent(row.get(0, String.class), _ -> new ArrayList<>())
                    .add(row.get(1, String.class)));
    Set<String> all = new LinkedHashSet<>();
    names.values().forEach(all::addAll);
    Map<String, UnitRow> rows = rows(all, question);
    Map<String, List<UnitRow>> paths = new HashMap<>();
    names.forEach((leaf, path) -> paths.put(leaf, present(path, rows)));
    return paths;
  }

  private static List<UnitRow> present(List<String> path, Map<String, UnitRow> rows) {
    List<UnitRow> present = new ArrayList<>();
    for (String name : path) {
      @Nullable UnitRow row = rows.get(name);
      if (row != null) {
        present.add(row);
      }
    }
    return present;
  }

  private static Map<String, UnitRow> rows(Set<String> units, Question question) {
    Relation<UnitRow> unit = question.read(UnitFold.TABLE);
    Map<String, UnitRow> rows = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(unit.columns())
        .from(unit.table())
        .where(unit.at())
        .and(unit.column("unitId").in(units))
        .forEach(
            record -> {
              UnitRow row = unit.row(record, 0);
              rows.put(row.unitId().value(), row);
            });
    return rows;
  }
}
