package org.relata.query.platform.graph;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code relata.graphql} (seconds per request), by {@code outcome}: {@code ok}, or the code of the
 * first error that was told.
 */
final class GraphMetrics {

  private static final String OK = "ok";

  private final MeterRegistry registry;

  GraphMetrics(MeterRegistry registry) {
    this.registry = registry;
    timer(OK);
  }

  /** One request was answered with this body. */
  void answered(Map<String, Object> body, Duration took) {
    timer(outcome(body)).record(took);
  }

  private Timer timer(String outcome) {
    return Timer.builder("relata.graphql").tag("outcome", outcome).register(registry);
  }

  private static String outcome(Map<String, Object> body) {
    return body.get("errors") instanceof List<?> errors
            && !errors.isEmpty()
            && errors.getFirst() instanceof Map<?, ?> first
            && first.get("extensions") instanceof Map<?, ?> extensions
            && extensions.get("code") instanceof String code
        ? code
        : OK;
  }
}
