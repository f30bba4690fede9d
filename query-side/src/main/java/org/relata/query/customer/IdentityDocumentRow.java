package org.relata.query.customer;

import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.value.Code;

/** A document that a customer has shown; the fingerprint names it without its number. */
public record IdentityDocumentRow(
    CustomerId customerId, String fingerprint, Code type, String number) {

  static IdentityDocumentRow of(CustomerId customerId, IdentityDocument document) {
    return new IdentityDocumentRow(
        customerId, document.fingerprint(), document.type(), document.number());
  }
}
