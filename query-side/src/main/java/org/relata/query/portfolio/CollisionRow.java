package org.relata.query.portfolio;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionDetected;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuled;
import org.relata.kernel.value.Note;

/**
 * Two people after one customer, with the evidence, and how it was ruled.
 *
 * @param numberKey the number as text, part of the key
 * @param detectedAt the position of the claim
 * @param keeperSince the day that the keeper can show; null for none
 * @param rule null while it is open
 */
public record CollisionRow(
    CustomerId customerId,
    String numberKey,
    int number,
    long detectedAt,
    EmployeeId keeperId,
    @Nullable LocalDate keeperSince,
    EmployeeId claimantId,
    LocalDate claimantSince,
    @Nullable Note grounds,
    @Nullable CollisionRule rule,
    @Nullable EmployeeId winnerId) {

  static CollisionRow of(long position, CollisionDetected e) {
    return new CollisionRow(
        e.customerId(),
        Integer.toString(e.number()),
        e.number(),
        position,
        e.keeperId(),
        e.keeperSince(),
        e.claimantId(),
        e.claimantSince(),
        e.grounds(),
        null,
        null);
  }

  CollisionRow ruled(CollisionRuled e) {
    return new CollisionRow(
        customerId,
        numberKey,
        number,
        detectedAt,
        keeperId,
        keeperSince,
        claimantId,
        claimantSince,
        grounds,
        e.rule(),
        e.winnerId());
  }
}
