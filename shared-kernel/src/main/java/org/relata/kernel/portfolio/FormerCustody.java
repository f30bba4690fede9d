package org.relata.kernel.portfolio;

import java.util.List;
import java.util.stream.Stream;
import org.relata.kernel.log.Upcaster;

/** Before two people could be after one customer, nobody asked since when one of them had it. */
public final class FormerCustody {

  public static final List<Upcaster> DAYS =
      Stream.of(
              "CustomerClaimed",
              "CustomerAssigned",
              "CustomerAllotted",
              "CustomerChoseManager",
              "CustomerHandedOver",
              "CustomerReassigned")
          .map(event -> new Upcaster("portfolio." + event, 1, payload -> payload.putNull("since")))
          .toList();

  private FormerCustody() {}
}
