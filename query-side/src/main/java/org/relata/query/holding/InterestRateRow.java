package org.relata.query.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.relata.kernel.holding.AccountId;

/** What an account pays or costs its owner in a year, from a day on until the next rate. */
public record InterestRateRow(AccountId accountId, LocalDate from, BigDecimal rate) {}
