package org.relata.kernel.segmentation;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;

/**
 * What a tier is decided by: figures of one customer on one day, as known at one position.
 *
 * @param currency of all amounts: the base currency
 * @param aum assets under management: deposits, funds, wealth products, custody; as owner
 * @param deposits deposits and current accounts
 * @param loans principal outstanding
 * @param cardSpendingYear debit postings of cards in the twelve months that end on the day
 * @param custodyBalance third-party custody
 * @param goldOrPlatinumCard whether an open card is gold or platinum
 * @param age in full years; null while the birth date is not known
 */
public record Metrics(
    Currency currency,
    BigDecimal aum,
    BigDecimal deposits,
    BigDecimal loans,
    BigDecimal cardSpendingYear,
    BigDecimal custodyBalance,
    boolean goldOrPlatinumCard,
    @Nullable Integer age) {

  public Metrics {
    aum = new Money(aum, currency).amount();
    deposits = new Money(deposits, currency).amount();
    loans = new Money(loans, currency).amount();
    cardSpendingYear = new Money(cardSpendingYear, currency).amount();
    custodyBalance = new Money(custodyBalance, currency).amount();
  }
}
