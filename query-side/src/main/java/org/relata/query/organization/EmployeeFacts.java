package org.relata.query.organization;

import java.util.HashMap;
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
}
