package org.relata.command.organization;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;

/** What other capabilities may ask about employees. */
public final class Employees {

  private Employees() {}

  /** Refuses somebody who was never hired. */
  public static void requireKnown(States states, EmployeeId id) {
    Rejection.unless(
        states.of(EmployeeState.EMPLOYEE, id).post() != null,
        "UNKNOWN_EMPLOYEE",
        "There is no employee " + id + ".");
  }

  /** Refuses somebody who does not work here, or no longer. */
  public static void requireEmployed(States states, EmployeeId id) {
    requireKnown(states, id);
    Rejection.unless(
        !states.of(EmployeeState.EMPLOYEE, id).dismissed(),
        "EMPLOYEE_DISMISSED",
        "The employee " + id + " was dismissed.");
  }

  /** As what somebody who was hired works. */
  public static Code position(States states, EmployeeId id) {
    return post(states, id).position();
  }

  /** The level of the unit that somebody who was hired works in. */
  public static UnitKind level(States states, EmployeeId id) {
    UnitId unitId = post(states, id).unitId();
    @Nullable UnitKind kind = states.of(UnitState.UNIT, unitId).kind();
    if (kind == null) {
      throw new Rejection("UNKNOWN_UNIT", "There is no unit " + unitId + ".");
    }
    return kind;
  }

  private static EmployeeState.Post post(States states, EmployeeId id) {
    EmployeeState.@Nullable Post post = states.of(EmployeeState.EMPLOYEE, id).post();
    if (post == null) {
      throw new Rejection("UNKNOWN_EMPLOYEE", "There is no employee " + id + ".");
    }
    return post;
  }

  /** What these questions read. */
  public static StreamId stream(EmployeeId id) {
    return EmployeeState.EMPLOYEE.id(id.value());
  }
}
