package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;

/**
 * One version of a scheme's policy.
 *
 * @param versionKey the version as text, part of the key
 */
public record PolicyRow(
    SchemeId scheme,
    String versionKey,
    int version,
    State state,
    LocalDate effectiveFrom,
    String currency,
    @Nullable Expression scope,
    List<PolicyText.Rule> rules) {

  /** Whether a version decides. */
  public enum State {
    DRAFTED,
    ACTIVE
  }

  static PolicyRow of(PolicyDrafted e) {
    return new PolicyRow(
        e.scheme(),
        Integer.toString(e.version()),
        e.version(),
        State.DRAFTED,
        e.effectiveFrom(),
        e.text().currency().getCurrencyCode(),
        e.text().scope(),
        e.text().rules());
  }

  PolicyRow activated() {
    return new PolicyRow(
        scheme, versionKey, version, State.ACTIVE, effectiveFrom, currency, scope, rules);
  }
}
