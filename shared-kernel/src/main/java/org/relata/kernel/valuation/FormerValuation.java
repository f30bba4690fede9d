package org.relata.kernel.valuation;

import org.relata.kernel.log.Upcaster;
import tools.jackson.databind.node.ObjectNode;

/** Before it was a parameter, everybody looked at ninety days around a price rise. */
public final class FormerValuation {

  public static final Upcaster VALUATION_DRAFTED =
      new Upcaster("valuation.ValuationDrafted", 1, FormerValuation::change);

  private static final int DAYS = 90;

  private FormerValuation() {}

  private static void change(ObjectNode payload) {
    if (payload.path("valuation") instanceof ObjectNode valuation) {
      valuation.put("priceRiseDays", DAYS);
    }
  }
}
