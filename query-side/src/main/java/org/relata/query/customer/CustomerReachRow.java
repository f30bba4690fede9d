package org.relata.query.customer;

import java.util.ArrayList;
import java.util.List;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerId;

/**
 * Whether a customer can be reached.
 *
 * @param working contact points not found dead, in the order in which they came or revived
 * @param lost a living customer without any working contact point
 */
public record CustomerReachRow(
    CustomerId customerId,
    boolean open,
    List<ContactPointId> working,
    List<ContactPointId> dead,
    boolean lost) {

  static CustomerReachRow of(
      CustomerId customerId,
      boolean open,
      List<ContactPointId> working,
      List<ContactPointId> dead) {
    return new CustomerReachRow(customerId, open, working, dead, open && working.isEmpty());
  }

  CustomerReachRow withOpen(boolean nowOpen) {
    return of(customerId, nowOpen, working, dead);
  }

  CustomerReachRow withWorking(ContactPointId point) {
    return of(customerId, open, with(working, point), without(dead, point));
  }

  CustomerReachRow withDead(ContactPointId point) {
    return of(customerId, open, without(working, point), with(dead, point));
  }

  CustomerReachRow without(ContactPointId point) {
    return of(customerId, open, without(working, point), without(dead, point));
  }

  private static List<ContactPointId> with(List<ContactPointId> points, ContactPointId point) {
    if (points.contains(point)) {
      return points;
    }
    List<ContactPointId> more = new ArrayList<>(points);
    more.add(point);
    return more;
  }

  private static List<ContactPointId> without(List<ContactPointId> points, ContactPointId point) {
    return points.stream().filter(other -> !other.equals(point)).toList();
  }
}
