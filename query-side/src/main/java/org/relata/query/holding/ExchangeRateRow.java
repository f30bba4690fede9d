package org.relata.query.holding;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What one unit of a currency is worth in the base currency, from a day on until the next rate. */
public record ExchangeRateRow(String currency, LocalDate on, BigDecimal rate, String base) {}
