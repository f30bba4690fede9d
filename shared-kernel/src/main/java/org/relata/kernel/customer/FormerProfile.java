package org.relata.kernel.customer;

import org.relata.kernel.log.Upcaster;
import tools.jackson.databind.node.ObjectNode;

/** Before statements were told apart by their kind, nobody asked when a company was founded. */
public final class FormerProfile {

  public static final Upcaster CUSTOMER_REGISTERED =
      new Upcaster("customer.CustomerRegistered", 1, FormerProfile::change);
  public static final Upcaster PROFILE_CHANGED =
      new Upcaster("customer.ProfileChanged", 1, FormerProfile::change);

  private FormerProfile() {}

  private static void change(ObjectNode payload) {
    if (payload.path("profile") instanceof ObjectNode profile) {
      profile.putNull("foundedOn");
    }
  }
}
