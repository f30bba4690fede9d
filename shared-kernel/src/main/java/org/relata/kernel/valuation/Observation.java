package org.relata.kernel.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.value.Code;

/**
 * What was told, judged or met of a customer on a day. Of the observations of one kind and subject
 * the latest day counts; another one of the same day corrects the first.
 *
 * @param subject what it is about where there can be several: a channel, an account, a customer
 * @param value as the kind says; an amount is in the base currency
 */
public record Observation(
    Kind kind,
    @Impersonal @Nullable Code subject,
    @Impersonal LocalDate on,
    @Nullable Figure value) {

  private static final BigDecimal HIGHEST_SCORE = BigDecimal.valueOf(100);

  /** What can be observed. */
  public enum Kind {
    /** The customer signed up for the channel that is the subject (true), or left it (false). */
    CHANNEL(Metric.Kind.FLAG, true),
    /** How well the customer works with us, 0 to 100, as its manager judges. */
    COOPERATION(Metric.Kind.SCORE, false),
    /** The customer told us what it thinks; the subject names the case. */
    FEEDBACK(null, true),
    /** The bank took up the suggestion that is the subject. */
    SUGGESTION_ACCEPTED(null, true),
    /** The customer brought the customer that is the subject. */
    REFERRAL(null, true),
    /** Whether credit was used and paid as agreed (true), as a report about the subject says. */
    CREDIT_RECORD(Metric.Kind.FLAG, true),
    /** Overdraft in bad faith or evasion (true), or that the charge was dropped (false). */
    BAD_FAITH(Metric.Kind.FLAG, false),
    /** What the customer would have to pay for leaving the contract that is the subject. */
    LEAVING_PENALTY(Metric.Kind.AMOUNT, true),
    /** Credit that we want the customer to take. */
    TARGET_CREDIT(Metric.Kind.AMOUNT, false),
    /** Listed on an exchange. */
    LISTED(Metric.Kind.FLAG, false),
    /** Among the 500 largest companies. */
    TOP_500(Metric.Kind.FLAG, false),
    /** Among the 100 largest of its sector. */
    SECTOR_TOP_100(Metric.Kind.FLAG, false),
    /** A cooperation agreement is in force (true), or no more (false). */
    COOPERATION_AGREEMENT(Metric.Kind.FLAG, false),
    /** What is settled through others in a year. */
    OUTSIDE_SETTLEMENT(Metric.Kind.AMOUNT, false),
    /** Deposits with others. */
    OUTSIDE_DEPOSITS(Metric.Kind.AMOUNT, false),
    /** Loans from others. */
    OUTSIDE_LOANS(Metric.Kind.AMOUNT, false),
    /** Funds, wealth products and custody with others. */
    OUTSIDE_INVESTMENTS(Metric.Kind.AMOUNT, false);

    private final Metric.@Nullable Kind value;
    private final boolean hasSubject;

    Kind(Metric.@Nullable Kind value, boolean hasSubject) {
      this.value = value;
      this.hasSubject = hasSubject;
    }

    /** How the value is written; null when it is enough that the thing happened. */
    public Metric.@Nullable Kind value() {
      return value;
    }

    /** Whether the subject must be named. */
    public boolean hasSubject() {
      return hasSubject;
    }
  }

  /** An observation replaces another one of the same key. */
  public record Key(Kind kind, @Impersonal @Nullable Code subject, @Impersonal LocalDate on) {

    /** As a text: kind, day and subject. */
    @Override
    public String toString() {
      return kind + "/" + on + (subject == null ? "" : "/" + subject);
    }
  }

  public Observation {
    EffectiveDay.checked(on);
    require("subject", "a subject", kind, kind.hasSubject(), subject != null);
    Metric.@Nullable Kind written = kind.value();
    require("value", "a value", kind, written != null, value != null);
    if (written != null && value != null) {
      Figure checked = written.checked("value", value, Figure.MAX_DECIMALS);
      value = written == Metric.Kind.AMOUNT ? value : checked;
      if (written == Metric.Kind.SCORE || written == Metric.Kind.AMOUNT) {
        BigDecimal number = value.decimal();
        if (number.signum() < 0
            || (written == Metric.Kind.SCORE && number.compareTo(HIGHEST_SCORE) > 0)) {
          throw Rejection.of(
              "value", "OUT_OF_RANGE", "An amount is not negative; a score lies in 0 to 100.");
        }
      }
    }
  }

  public Key key() {
    return new Key(kind, subject, on);
  }

  private static void require(
      String field, String what, Kind kind, boolean wanted, boolean present) {
    if (wanted && !present) {
      throw Rejection.of(field, "MISSING", kind + " needs " + what + ".");
    }
    if (present && !wanted) {
      throw Rejection.of(field, "NOT_EXPECTED", kind + " has no place for " + what + ".");
    }
  }
}
