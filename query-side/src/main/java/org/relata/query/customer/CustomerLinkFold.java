package org.relata.query.customer;

import org.relata.kernel.customer.CustomerEvent.AboutLink;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Groups, households, guarantors and trading partners. */
final class CustomerLinkFold implements Fold<AboutLink, CustomerLinkRow> {

  static final RowTable<CustomerLinkRow> TABLE =
      RowTable.of("customer_link", CustomerLinkRow.class)
          .key("linkId")
          .indexOfAllVersions("fromCustomerId")
          .indexOfAllVersions("toCustomerId")
          .build();

  @Override
  public Class<AboutLink> events() {
    return AboutLink.class;
  }

  @Override
  public RowTable<CustomerLinkRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutLink> recorded, Rows<CustomerLinkRow> rows) {
    switch (recorded.event()) {
      case CustomersLinked e -> rows.put(Key.of(e.linkId()), row -> CustomerLinkRow.of(e.link()));
      case LinkEnded e -> rows.next(Key.of(e.linkId()), row -> row.endedOn(e.to()));
    }
  }
}
