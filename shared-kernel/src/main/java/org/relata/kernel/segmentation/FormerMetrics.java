package org.relata.kernel.segmentation;

import java.util.Objects;
import org.relata.kernel.log.Upcaster;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before there were many metrics, a tier was decided by seven, each a field of its own, of which
 * only the age could be missing.
 */
public final class FormerMetrics {

  public static final Upcaster TIER_ASSIGNED =
      new Upcaster("segmentation.TierAssigned", 1, FormerMetrics::change);

  private FormerMetrics() {}

  private static void change(ObjectNode payload) {
    ObjectNode former = (ObjectNode) payload.path("metrics");
    ObjectNode metrics = payload.putObject("metrics");
    metrics.set("currency", former.path("currency"));
    ObjectNode known = metrics.putObject("known");
    for (String variable : former.propertyNames()) {
      if (!variable.equals("currency")) {
        known.put(name(variable), former.path(variable).asString());
      }
    }
    ObjectNode missing = metrics.putObject("missing");
    JsonNode variables = payload.path("missing");
    ArrayNode names = payload.putArray("missing");
    for (JsonNode variable : variables) {
      if (variable.asString().equals(Metric.AGE.variable())) {
        names.add(Metric.AGE.name());
        missing.put(Metric.AGE.name(), Lack.NOT_RECORDED.name());
      }
    }
  }

  private static String name(String variable) {
    return Objects.requireNonNull(Metric.of(variable), variable).name();
  }
}
