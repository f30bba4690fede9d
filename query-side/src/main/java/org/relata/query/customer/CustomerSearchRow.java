package org.relata.query.customer;

import java.util.List;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;
import org.relata.query.platform.fold.Bigrams;

/**
 * How a customer is found by name: three characters and more by trigrams, two by bigrams.
 *
 * @param bigrams all pieces of two characters of the name in lower case
 */
public record CustomerSearchRow(CustomerId customerId, Label name, List<String> bigrams) {

  static CustomerSearchRow of(CustomerId customerId, Label name) {
    return new CustomerSearchRow(customerId, name, Bigrams.of(name.value()));
  }
}
