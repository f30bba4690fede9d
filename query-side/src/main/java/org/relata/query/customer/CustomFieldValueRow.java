package org.relata.query.customer;

import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;

/** What one of the bank's own fields says of a customer. */
public record CustomFieldValueRow(CustomerId customerId, CustomFieldId fieldId, Label value) {}
