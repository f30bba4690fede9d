package org.relata.command.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.PortfolioEvent.AboutCollision;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionDetected;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuled;

/**
 * Who is after a customer beside its manager.
 *
 * @param open null when nobody is
 * @param count how many collisions there were
 */
record CollisionState(@Nullable CollisionDetected open, int count) {

  static final StreamType<CollisionState> COLLISION =
      StreamType.of(
          "collision",
          new CollisionState(null, 0),
          AboutCollision.class,
          (state, event) ->
              switch (event) {
                case CollisionDetected e -> new CollisionState(e, e.number());
                case CollisionRuled _ -> new CollisionState(null, state.count());
              });
}
