package org.relata.query.customer;

import java.time.Instant;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Code;

/** Whether a customer allows a purpose over a channel, and since when it was true in the world. */
public record ConsentRow(
    CustomerId customerId,
    Code purpose,
    ContactPoint.Kind channel,
    boolean given,
    Instant decidedAt) {}
