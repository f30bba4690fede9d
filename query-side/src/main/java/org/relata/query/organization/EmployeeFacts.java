package org.relata.query.organization;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.value.Code;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What employees are. */
public final class EmployeeFacts {

  private EmployeeFacts() {}

  /**
   * Somebody who works in the bank.
   *
   * @param level of the unit; null when the unit is not known
   */
  public record Colleague(
      String employeeId, String unitId, String position, @Nullable UnitKind level) {

    /** Whether a policy lets this one keep customers of a tier that it describes. */
    public boolean mayKeep(PolicyText.Tier tier) {
      return tier.isKeptAs(new Code(position))
          && (tier.keeperUnits() == null || (level != null && tier.isKeptAt(level)));
    }
  }

  /** Everybody who works in the bank, in the order of identifiers. */
  public static List<Colleague> colleagues(View view) {
    Relation<EmployeeRow> employee = view.read(EmployeeFold.TABLE);
    Relation<UnitRow> unit = view.read(UnitFold.TABLE);
    return view.sql()
        .select(
            employee.column("employeeId"),
            employee.column("unitId"),
            employee.column("position"),
            unit.column("kind"))
        .from(employee.table())
        .leftJoin(unit.table())
        .on(unit.column("unitId").eq(employee.column("unitId")))
        .and(unit.at())
        .where(employee.at())
        .and(employee.column("dismissed").isFalse())
        .orderBy(employee.column("employeeId"))
        .fetch(
            row -> {
              @Nullable String level = row.get(3, String.class);
              return new Colleague(
                  row.get(0, String.class),
                  row.get(1, String.class),
                  row.get(2, String.class),
                  level == null ? null : UnitKind.valueOf(level));
            });
  }

  /** The same by their identifiers. */
  public static Map<String, Colleague> byId(View view) {
    return colleagues(view).stream()
        .collect(Collectors.toMap(Colleague::employeeId, Function.identity()));
  }
}
