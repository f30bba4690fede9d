package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.holding.AccountKind;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/** Partners are customers, whichever of their records a link was made for. */
class LinksOfMergedRecordsTest {

  private static final CustomerId ACME = new CustomerId("acme");
  private static final CustomerId ACME_AGAIN = new CustomerId("acme-again");
  private static final CustomerId PARTNER = new CustomerId("partner");
  private static final CustomerId PARTNER_AGAIN = new CustomerId("partner-again");

  @Test
  void aMergedPartnerIsOneAndTheOwnRecordNone() {
    try (AskedBank bank = new AskedBank()) {
      ToldFacts facts = new ToldFacts();
      for (CustomerId customer : new CustomerId[] {ACME, ACME_AGAIN, PARTNER, PARTNER_AGAIN}) {
        facts.customer(customer.value(), CustomerKind.CORPORATE, "{}");
      }
      facts.account("P-1", AccountKind.CURRENT, PARTNER.value(), "2020-01-01");
      bank.loaded(facts.events());
      bank.level();
      bank.happened(
          linked("first", ACME, PARTNER_AGAIN),
          linked("second", ACME_AGAIN, PARTNER),
          linked("own", ACME, ACME_AGAIN));
      assertThat(share(bank)).isEqualTo("0.0000 of 2");
      bank.happened(new CustomersMerged(ACME, ACME_AGAIN));
      assertThat(share(bank)).isEqualTo("0.5000 of 2");
      bank.happened(new CustomersMerged(PARTNER, PARTNER_AGAIN));
      assertThat(share(bank)).isEqualTo("1.0000 of 1");
      bank.happened(new CustomersUnmerged(ACME, ACME_AGAIN));
      assertThat(share(bank)).isEqualTo("0.5000 of 2");
    }
  }

  private static CustomersLinked linked(String id, CustomerId from, CustomerId to) {
    return new CustomersLinked(
        new CustomerLink(new LinkId(id), from, to, CustomerLink.Kind.AFFILIATE, null, null));
  }

  /** The share of partners that hold an account, and how many partners are known. */
  private static String share(AskedBank bank) {
    JsonNode figure =
        bank.data(
                """
                customer(customerId: "acme") {
                  figures(on: "2025-06-30", metrics: [AFFILIATE_SHARE]) {
                    value inputs { name value } } }
                """)
            .at("/figures/0");
    return figure.path("value").asString() + " of " + figure.at("/inputs/0/value").asString();
  }
}
