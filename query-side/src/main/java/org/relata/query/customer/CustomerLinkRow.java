package org.relata.query.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.LinkId;

/** How two customers belong together; ended when {@code to} is known. */
public record CustomerLinkRow(
    LinkId linkId,
    CustomerId fromCustomerId,
    CustomerId toCustomerId,
    CustomerLink.Kind kind,
    @Nullable BigDecimal share,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {

  static CustomerLinkRow of(CustomerLink link) {
    return new CustomerLinkRow(
        link.linkId(),
        link.fromCustomerId(),
        link.toCustomerId(),
        link.kind(),
        link.share(),
        link.from(),
        null);
  }

  /** The same between the customers to which the two records belong. */
  public CustomerLinkRow between(CustomerId fromCustomer, CustomerId toCustomer) {
    return new CustomerLinkRow(linkId, fromCustomer, toCustomer, kind, share, from, to);
  }

  CustomerLinkRow endedOn(LocalDate date) {
    return new CustomerLinkRow(linkId, fromCustomerId, toCustomerId, kind, share, from, date);
  }
}
