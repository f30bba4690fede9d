package org.relata.query.holding;

import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/**
 * A movement on an account, as known last.
 *
 * @param year the year under which it was first recorded; part of its identity
 * @param month of the day, such as 2024-01
 */
public record PostingRow(
    AccountId accountId,
    int year,
    PostingId postingId,
    LocalDate on,
    String month,
    Posting.Direction direction,
    Money amount,
    @Nullable Code kind,
    @Nullable Code purpose,
    @Nullable Label counterparty,
    @Nullable Label text,
    SourceRef sourceRef) {

  static PostingRow of(
      AccountId accountId, int year, Posting posting, Currency currency, SourceRef sourceRef) {
    return new PostingRow(
        accountId,
        year,
        posting.postingId(),
        posting.on(),
        monthOf(posting.on()),
        posting.direction(),
        new Money(posting.amount(), currency),
        posting.kind(),
        posting.purpose(),
        posting.counterparty(),
        posting.text(),
        sourceRef);
  }

  static String monthOf(LocalDate day) {
    return day.toString().substring(0, 7);
  }
}
