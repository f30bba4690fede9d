package org.relata.query.customer;

import java.time.LocalDate;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;

/** The rating of a customer by one agency, from a day on until the next. */
public record CreditRatingRow(
    CustomerId customerId, Label agency, Label rating, LocalDate ratedOn) {}
