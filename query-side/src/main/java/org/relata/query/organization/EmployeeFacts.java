package org.relata.query.organization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What employees are. */
public final class EmployeeFacts {

  private EmployeeFacts() {}

  /** The position of everybody who works in the bank. */
  public static Map<String, String> positions(View view) {
    Relation<EmployeeRow> employee = view.read(EmployeeFold.TABLE);
    Map<String, String> positions = new HashMap<>();
    view.sql()
        .select(employee.column("employeeId"), employee.column("position"))
        .from(employee.table())
        .where(employee.at())
        .and(employee.column("dismissed").isFalse())
        .forEach(row -> positions.put(row.get(0, String.class), row.get(1, String.class)));
    return positions;
  }

  /** Somebody who works in the bank. */
  public record Colleague(String employeeId, String unitId, String position) {}

  /** Everybody who works in the bank, in the order of identifiers. */
  public static List<Colleague> colleagues(View view) {
    Relation<EmployeeRow> employee = view.read(EmployeeFold.TABLE);
    return view.sql()
        .select(
            employee.column("employeeId"), employee.column("unitId"), employee.column("position"))
        .from(employee.table())
        .where(employee.at())
        .and(employee.column("dismissed").isFalse())
        .orderBy(employee.column("employeeId"))
        .fetch(
            row ->
                new Colleague(
                    row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)));
  }
}
