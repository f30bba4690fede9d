package org.relata.command.portfolio;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.PortfolioEvent.AboutHandOver;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverAdvanced;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverBegun;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCancelled;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverSigned;

/**
 * How far a hand-over has come.
 *
 * @param signed those for whom it is signed
 * @param done customers who have their next manager
 */
record HandOverState(
    Stage stage, @Nullable Manifest manifest, Set<EmployeeId> signed, Set<CustomerId> done) {

  /** What may happen next. */
  enum Stage {
    UNKNOWN,
    BEGUN,
    COMPLETED,
    CANCELLED
  }

  static final StreamType<HandOverState> HAND_OVER =
      StreamType.of(
          "hand-over",
          new HandOverState(Stage.UNKNOWN, null, Set.of(), Set.of()),
          AboutHandOver.class,
          HandOverState::evolve);

  private HandOverState evolve(AboutHandOver event) {
    return switch (event) {
      case HandOverBegun e -> new HandOverState(Stage.BEGUN, e.manifest(), Set.of(), Set.of());
      case HandOverSigned e ->
          new HandOverState(stage, manifest, with(signed, e.employeeId()), done);
      case HandOverAdvanced e ->
          new HandOverState(stage, manifest, signed, with(done, e.customerId()));
      case HandOverCompleted _ -> new HandOverState(Stage.COMPLETED, manifest, signed, done);
      case HandOverCancelled _ -> new HandOverState(Stage.CANCELLED, manifest, signed, done);
    };
  }

  /** Whether giver, head and every taker have signed. */
  boolean isSigned() {
    return manifest != null
        && signed.contains(manifest.giverId())
        && signed.contains(manifest.headId())
        && signed.containsAll(manifest.takers());
  }

  private static <T> Set<T> with(Set<T> some, T one) {
    Set<T> next = new HashSet<>(some);
    next.add(one);
    return Set.copyOf(next);
  }
}
