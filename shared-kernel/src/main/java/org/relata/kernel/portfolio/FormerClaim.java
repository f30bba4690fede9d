package org.relata.kernel.portfolio;

import org.relata.kernel.log.Upcaster;

/** Before two people could be after one customer, nobody asked since when a claimant knew it. */
public final class FormerClaim {

  public static final Upcaster CUSTOMER_CLAIMED =
      new Upcaster("portfolio.CustomerClaimed", 1, payload -> payload.putNull("since"));

  private FormerClaim() {}
}
