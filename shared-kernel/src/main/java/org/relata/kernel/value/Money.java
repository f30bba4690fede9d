package org.relata.kernel.value;

import java.math.BigDecimal;
import java.util.Currency;
import org.relata.kernel.Rejection;

/**
 * An amount in a currency. The amount has exactly the currency's decimals (CNY 2, JPY 0) and at
 * most 15 digits before the point; nothing is ever rounded silently. On the wire the amount is a
 * string: {@code {"amount": "1234.50", "currency": "CNY"}}.
 */
public record Money(BigDecimal amount, Currency currency) {

  public static final int MAX_INTEGER_DIGITS = 15;

  public Money {
    int scale = Math.max(currency.getDefaultFractionDigits(), 0);
    amount = exact(amount, scale);
  }

  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }

  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency);
    }
    return new Money(amount.add(other.amount), currency);
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  /** The amount at exactly this scale; refuses rather than rounds. */
  public static BigDecimal exact(BigDecimal amount, int scale) {
    if (amount.precision() - (long) amount.scale() > MAX_INTEGER_DIGITS) {
      throw new Rejection(
          "OUT_OF_RANGE",
          "An amount has at most " + MAX_INTEGER_DIGITS + " digits before the point.");
    }
    if (amount.scale() > 100 || amount.stripTrailingZeros().scale() > scale) {
      throw new Rejection(
          "WRONG_SCALE", "This amount may have at most " + scale + " digits after the point.");
    }
    return amount.setScale(scale);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }
}
