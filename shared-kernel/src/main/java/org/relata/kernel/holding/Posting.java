package org.relata.kernel.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * A movement on an account.
 *
 * @param amount never negative, in the account's currency: the sign is in the direction
 * @param kind how the money moved, for example a cash deposit
 * @param purpose what for, for example insurance
 */
public record Posting(
    PostingId postingId,
    @Impersonal LocalDate on,
    Direction direction,
    BigDecimal amount,
    @Nullable Code kind,
    @Nullable Code purpose,
    @Personal @Nullable Label counterparty,
    @Personal @Nullable Label text) {

  /** CREDIT adds to the balance, DEBIT takes away. */
  public enum Direction {
    CREDIT,
    DEBIT
  }

  public Posting {
    EffectiveDay.checked(on);
    Rejection.unless(
        amount.signum() >= 0,
        "OUT_OF_RANGE",
        "The amount of a posting is not negative; the direction tells its sign.");
  }

  public Posting withAmount(BigDecimal exact) {
    return new Posting(postingId, on, direction, exact, kind, purpose, counterparty, text);
  }
}
