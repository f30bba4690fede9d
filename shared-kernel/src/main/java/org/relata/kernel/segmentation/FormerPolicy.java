package org.relata.kernel.segmentation;

import org.relata.kernel.log.Upcaster;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before policies said what tiers get, they were for everybody, and nobody noted who wrote them.
 */
public final class FormerPolicy {

  public static final Upcaster POLICY_DRAFTED =
      new Upcaster("segmentation.PolicyDrafted", 1, FormerPolicy::change);

  private FormerPolicy() {}

  private static void change(ObjectNode payload) {
    ObjectNode text = (ObjectNode) payload.path("text");
    text.putArray("audience");
    text.putArray("tiers");
    text.put("holdOffDays", 0);
    payload.putNull("draftedBy");
  }
}
