package org.relata.query.platform.fold;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/**
 * DOWN with the reason while a group cannot advance. A stopped fold is told, but the others answer,
 * so it takes nothing down.
 */
public final class FoldHealth implements HealthIndicator {

  private final FoldEngine engine;

  public FoldHealth(FoldEngine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    @Nullable String waiting = engine.waiting();
    if (waiting != null) {
      return Health.down().withDetail("reason", waiting).build();
    }
    try {
      FoldStatus status = engine.status();
      Health.Builder health = Health.up().withDetail("head", status.head());
      status.groups().forEach(group -> health.withDetail(group.group().name(), group.position()));
      return health
          .withDetail(
              "stopped",
              status.folds().stream()
                  .filter(FoldStatus.OfFold::stopped)
                  .map(FoldStatus.OfFold::name)
                  .toList())
          .build();
    } catch (DataAccessException e) {
      return Health.down().withDetail("reason", "The database does not answer.").build();
    }
  }
}
