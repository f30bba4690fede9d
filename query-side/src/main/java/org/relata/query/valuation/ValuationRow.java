package org.relata.query.valuation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.value.Note;

/**
 * One version of by what the bank reckons.
 *
 * @param versionKey the version as text, the key
 * @param reason why it was refused
 */
public record ValuationRow(
    String versionKey,
    int version,
    State state,
    LocalDate effectiveFrom,
    Valuation valuation,
    String draftedBy,
    @Nullable String proposedBy,
    @Nullable Note reason) {

  /** Where a version is in its life. */
  public enum State {
    DRAFTED,
    PROPOSED,
    APPROVED,
    REFUSED,
    WITHDRAWN
  }

  static String key(int version) {
    return Integer.toString(version);
  }

  static ValuationRow of(ValuationDrafted e) {
    return new ValuationRow(
        key(e.version()),
        e.version(),
        State.DRAFTED,
        e.effectiveFrom(),
        e.valuation(),
        e.draftedBy(),
        null,
        null);
  }

  ValuationRow proposed(String by) {
    return new ValuationRow(
        versionKey, version, State.PROPOSED, effectiveFrom, valuation, draftedBy, by, null);
  }

  ValuationRow in(State next, @Nullable Note why) {
    return new ValuationRow(
        versionKey, version, next, effectiveFrom, valuation, draftedBy, proposedBy, why);
  }
}
