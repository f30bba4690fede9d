package org.relata.query.portfolio;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverBegun;
import org.relata.kernel.value.Note;

/**
 * A hand-over and how far it has come.
 *
 * @param hash of the manifest: what is signed
 * @param takerIds who gets somebody
 * @param signedBy for whom it is signed, in the order of signing
 * @param customers how many the manifest lists
 * @param done how many have their next manager
 * @param reason why it was called off
 */
public record HandOverRow(
    HandOverId handOverId,
    EmployeeId giverId,
    EmployeeId headId,
    List<EmployeeId> takerIds,
    String hash,
    State state,
    List<EmployeeId> signedBy,
    int customers,
    int done,
    @Nullable Note reason) {

  /** How far a hand-over has come. */
  public enum State {
    BEGUN,
    SIGNED,
    COMPLETED,
    CANCELLED
  }

  static HandOverRow of(HandOverBegun e) {
    Manifest manifest = e.manifest();
    return new HandOverRow(
        e.handOverId(),
        manifest.giverId(),
        manifest.headId(),
        manifest.takers().stream()
            .sorted(java.util.Comparator.comparing(EmployeeId::value))
            .toList(),
        e.hash(),
        State.BEGUN,
        List.of(),
        manifest.items().size(),
        0,
        null);
  }

  HandOverRow signed(EmployeeId by) {
    List<EmployeeId> all = Stream.concat(signedBy.stream(), Stream.of(by)).distinct().toList();
    boolean complete = all.contains(giverId) && all.contains(headId) && all.containsAll(takerIds);
    return with(complete ? State.SIGNED : state, all, done, null);
  }

  HandOverRow advanced(int now) {
    return with(state, signedBy, now, null);
  }

  HandOverRow completed() {
    return with(State.COMPLETED, signedBy, done, null);
  }

  HandOverRow cancelled(Note why) {
    return with(State.CANCELLED, signedBy, done, why);
  }

  private HandOverRow with(State next, List<EmployeeId> signed, int now, @Nullable Note why) {
    return new HandOverRow(
        handOverId, giverId, headId, takerIds, hash, next, signed, customers, now, why);
  }
}
