package org.relata.kernel.segmentation;

import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.Upcaster;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before policies said what tiers get and whom they are for, evaluations looked at persons only,
 * and nobody noted who wrote them.
 */
public final class FormerPolicy {

  public static final Upcaster POLICY_DRAFTED =
      new Upcaster("segmentation.PolicyDrafted", 1, FormerPolicy::change);

  private FormerPolicy() {}

  private static void change(ObjectNode payload) {
    ObjectNode text = (ObjectNode) payload.path("text");
    text.putArray("audience").add(CustomerKind.PERSONAL.name());
    text.putArray("tiers");
    text.put("holdOffDays", 0);
    payload.putNull("draftedBy");
  }
}
