package org.relata.query.holding;

import java.time.LocalDate;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Money;

/** A fee that was charged on an account. */
public record FeeRow(
    AccountId accountId, SourceRef sourceRef, LocalDate on, String month, Money amount, Code kind) {

  static FeeRow of(FeeCharged e) {
    return new FeeRow(
        e.accountId(), e.sourceRef(), e.on(), PostingRow.monthOf(e.on()), e.amount(), e.kind());
  }
}
