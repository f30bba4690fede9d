package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.value.Note;

/**
 * One version of a scheme's policy.
 *
 * @param versionKey the version as text, part of the key
 * @param audience kinds of customers that can have a tier; all when empty
 * @param draftedBy null where it was not recorded
 * @param activatedAt the position of its approval
 * @param reason why it was refused
 */
public record PolicyRow(
    SchemeId scheme,
    String versionKey,
    int version,
    State state,
    LocalDate effectiveFrom,
    String currency,
    List<CustomerKind> audience,
    @Nullable Expression scope,
    List<PolicyText.Rule> rules,
    List<PolicyText.Tier> tiers,
    int holdOffDays,
    @Nullable String draftedBy,
    @Nullable String proposedBy,
    @Nullable Long activatedAt,
    @Nullable Note reason) {

  /** Where a version is in its life. */
  public enum State {
    DRAFTED,
    PROPOSED,
    ACTIVE,
    REFUSED,
    WITHDRAWN
  }

  static PolicyRow of(PolicyDrafted e) {
    return new PolicyRow(
        e.scheme(),
        Integer.toString(e.version()),
        e.version(),
        State.DRAFTED,
        e.effectiveFrom(),
        e.text().currency().getCurrencyCode(),
        e.text().audience(),
        e.text().scope(),
        e.text().rules(),
        e.text().tiers(),
        e.text().holdOffDays(),
        e.draftedBy(),
        null,
        null,
        null);
  }

  PolicyText text() {
    return new PolicyText(
        Currency.getInstance(currency), audience, scope, rules, tiers, holdOffDays);
  }

  PolicyRow proposed(String by) {
    return in(State.PROPOSED, by, null, null);
  }

  PolicyRow activated(long position) {
    return in(State.ACTIVE, proposedBy, position, null);
  }

  PolicyRow refused(Note why) {
    return in(State.REFUSED, proposedBy, null, why);
  }

  PolicyRow withdrawn() {
    return in(State.WITHDRAWN, proposedBy, null, null);
  }

  private PolicyRow in(
      State next, @Nullable String by, @Nullable Long position, @Nullable Note why) {
    return new PolicyRow(
        scheme,
        versionKey,
        version,
        next,
        effectiveFrom,
        currency,
        audience,
        scope,
        rules,
        tiers,
        holdOffDays,
        draftedBy,
        by,
        position,
        why);
  }
}
