package org.relata.kernel.segmentation;

import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.Upcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before policies said what tiers get and whom they are for, evaluations looked at persons only,
 * and nobody noted who wrote them. Then they said what tiers get, and not yet at which level of the
 * bank they are kept.
 */
public final class FormerPolicy {

  public static final Upcaster WITHOUT_TIERS =
      new Upcaster("segmentation.PolicyDrafted", 1, FormerPolicy::withTiers);
  public static final Upcaster WITHOUT_LEVELS =
      new Upcaster("segmentation.PolicyDrafted", 2, FormerPolicy::withLevels);

  private FormerPolicy() {}

  private static void withTiers(ObjectNode payload) {
    ObjectNode text = (ObjectNode) payload.path("text");
    text.putArray("audience").add(CustomerKind.PERSONAL.name());
    text.putArray("tiers");
    text.put("holdOffDays", 0);
    payload.putNull("draftedBy");
  }

  private static void withLevels(ObjectNode payload) {
    for (JsonNode tier : payload.path("text").path("tiers")) {
      ((ObjectNode) tier).putNull("keeperUnits");
    }
  }
}
