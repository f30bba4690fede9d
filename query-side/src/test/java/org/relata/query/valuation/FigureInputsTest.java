package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/** What figures of hand-made customers name as that on which they rest, and what as lacking. */
class FigureInputsTest {

  private static final AskedBank BANK = new AskedBank();

  @BeforeAll
  static void aBank() {
    ToldFacts facts =
        new ToldFacts()
            .valuation(1, "2023-01-01", ShippedValuation.of(ToldFacts.CNY))
            .customer(
                "wang",
                CustomerKind.PERSONAL,
                "{\"birthDate\": \"1980-05-17\", \"region\": \"310000\"}")
            .account("A-1", AccountKind.DEPOSIT, "wang", "2024-01-01")
            .balance("A-1", "2024-01-02", "1000.50")
            .fee("A-1", "2024-02-01", "2.00")
            .account("A-2", AccountKind.DEPOSIT, "USD", "wang", "2024-01-01", Map.of(), null)
            .balance("A-2", "USD", "2024-01-02", "20.00")
            .card("A-3", "gold", "wang", "2024-01-01")
            .debit("A-3", "2024-05-20", "33.00")
            .debit("A-3", "2024-02-20", "7.00")
            .fee("A-3", "2024-03-01", "5.00")
            .account("A-4", AccountKind.FUND, "wang", "2024-01-01")
            .balance("A-4", "2024-01-02", "300.00")
            .fee("A-4", "2024-03-02", "8.00")
            .observed("wang", Observation.Kind.CHANNEL, "MOBILE", "2024-01-05", "true")
            .observed("wang", Observation.Kind.CHANNEL, "ONLINE", "2024-01-06", "false")
            .customer("li", CustomerKind.PERSONAL, "{}")
            .customer("zhao", CustomerKind.PERSONAL, "{}")
            .account("A-5", AccountKind.CURRENT, "zhao", "2024-01-01")
            .balance("A-5", "2024-01-02", "1000.00")
            .observed("zhao", Observation.Kind.OUTSIDE_DEPOSITS, null, "2024-04-01", "3000.00");
    BANK.loaded(facts.events());
    BANK.level();
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  private static JsonNode figure(String customer, String metric) {
    return BANK.data(
            """
            customer(customerId: "%s") { figures(on: "2024-05-31", metrics: [%s]) {
              value missing why inputs { name value } } }
            """
                .formatted(customer, metric))
        .at("/figures/0");
  }

  private static List<String> inputs(String customer, String metric) {
    List<String> inputs = new ArrayList<>();
    figure(customer, metric)
        .get("inputs")
        .forEach(one -> inputs.add(one.get("name").asString() + " " + one.get("value").asString()));
    return inputs;
  }

  @Test
  void productsAreToldByKindAndAmountInTheirCurrencies() {
    assertThat(figure("wang", "PRODUCTS").get("value").asString()).isEqualTo("3");
    assertThat(inputs("wang", "PRODUCTS"))
        .containsExactly(
            "DEPOSIT 1000.5 CNY", "DEPOSIT 20 USD", "FUND 300 CNY", "CARD 0 CNY", "kinds 3");
  }

  @Test
  void feesAreToldByCardsInvestmentAndTheRest() {
    assertThat(figure("wang", "FEE_INCOME").get("value").asString()).isEqualTo("15.00");
    assertThat(inputs("wang", "FEE_INCOME")).containsExactly("cards 5", "investment 8", "other 2");
  }

  @Test
  void cardsAreToldOneByOne() {
    assertThat(inputs("wang", "CARD_SPENDING_MONTH"))
        .containsExactly("A-3 33", "spent after 2024-04-30");
    assertThat(inputs("wang", "CARD_SPENDING_YEAR"))
        .containsExactly("A-3 40", "spent after 2023-05-31");
    assertThat(inputs("wang", "CARD_USES_MONTH")).containsExactly("A-3 1");
    assertThat(inputs("wang", "GOLD_OR_PLATINUM_CARD")).containsExactly("A-3 gold", "cards 1");
  }

  @Test
  void whatTheProfileTellsIsNamed() {
    assertThat(inputs("wang", "AGE")).containsExactly("born on 1980-05-17");
    assertThat(figure("wang", "REGION").get("value").asString()).isEqualTo("310000");
    assertThat(inputs("wang", "REGION")).containsExactly("by the profile 310000");
    assertThat(inputs("wang", "KIND")).containsExactly("registered as PERSONAL");
    assertThat(inputs("wang", "CHANNELS"))
        .containsExactly("MOBILE since 2024-01-05", "ONLINE left on 2024-01-06", "signed up for 1");
  }

  @Test
  void aFamilyOfBusinessOfWhichNothingIsKnownIsNamedAndNotTakenForNothing() {
    assertThat(inputs("li", "WALLET_SHARE"))
        .containsExactly(
            "OUTSIDE_DEPOSITS not recorded",
            "OUTSIDE_LOANS not recorded",
            "OUTSIDE_INVESTMENTS not recorded");
    assertThat(figure("li", "WALLET_SHARE").get("missing").asString()).isEqualTo("NOT_RECORDED");
    assertThat(figure("zhao", "WALLET_SHARE").get("value").asString()).isEqualTo("0.2500");
    assertThat(inputs("zhao", "WALLET_SHARE"))
        .containsExactly(
            "OUTSIDE_DEPOSITS 3000",
            "OUTSIDE_LOANS not recorded",
            "OUTSIDE_INVESTMENTS not recorded",
            "with us 1000");
  }

  @Test
  void nobodyIsSaidNotToBorrowOfWhomNothingWasSaid() {
    JsonNode borrower = figure("li", "BORROWER");
    assertThat(borrower.get("missing").asString()).isEqualTo("NOT_RECORDED");
    assertThat(borrower.get("why").asString())
        .isEqualTo("Not recorded: whether the customer borrows.");
  }
}
