package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.FinancialProfile.StatementKind;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/** Total assets are those of a whole year, but of companies that have not had one yet. */
class StatementKindsTest {

  private static final AskedBank BANK = new AskedBank();

  @BeforeAll
  static void twoCompaniesWithTheSameStatements() {
    ToldFacts facts =
        new ToldFacts()
            .customer("old", CustomerKind.CORPORATE, "{\"foundedOn\": \"2005-03-01\"}")
            .customer("young", CustomerKind.CORPORATE, "{\"foundedOn\": \"2024-03-01\"}")
            .customer("unknown", CustomerKind.CORPORATE, "{}");
    for (String company : new String[] {"old", "young", "unknown"}) {
      facts
          .statement(company, StatementKind.INTERIM, "2024-06-30", "70000000.00")
          .statement(company, StatementKind.ANNUAL, "2024-12-31", "50000000.00")
          .statement(company, StatementKind.INTERIM, "2025-06-30", "90000000.00");
    }
    BANK.loaded(facts.events());
    BANK.level();
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  private static String totalAssets(String company, String on) {
    JsonNode figure =
        BANK.data(
                """
                customer(customerId: "%s") { figures(on: "%s", metrics: [TOTAL_ASSETS]) {
                  value missing why inputs { name value } } }
                """
                    .formatted(company, on))
            .at("/figures/0");
    return figure.get("value").isString()
        ? figure.at("/value").asString() + " by " + figure.at("/inputs/0/name").asString()
        : figure.at("/missing").asString();
  }

  @Test
  void anInterimStatementCountsInTheYearOfFoundationAlone() {
    assertThat(totalAssets("young", "2024-07-31")).isEqualTo("70000000.00 by interim statement of");
    assertThat(totalAssets("old", "2024-07-31")).isEqualTo("NOT_RECORDED");
    assertThat(totalAssets("unknown", "2024-07-31")).isEqualTo("NOT_RECORDED");
  }

  @Test
  void afterwardsTheLatestAnnualStatementCounts() {
    for (String company : new String[] {"old", "young", "unknown"}) {
      assertThat(totalAssets(company, "2024-12-31"))
          .as(company)
          .isEqualTo("50000000.00 by annual statement of");
      assertThat(totalAssets(company, "2025-07-31"))
          .as(company)
          .isEqualTo("50000000.00 by annual statement of");
    }
  }

  @Test
  void theDayOfFoundationIsToldAndFilteredBy() {
    assertThat(BANK.ask("customer(customerId: \"young\") { foundedOn }"))
        .isEqualTo("{\"foundedOn\":\"2024-03-01\"}");
    assertThat(BANK.all("customerId", "customers(filter: {foundedOn: {to: \"2010-01-01\"}})"))
        .containsExactly("old");
  }
}
