package org.relata.query.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.PortfolioEvent.PlanClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PlanDrawnUp;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;

class PlanOfMergedRecordsTest {

  private static final CustomerId FIRST = new CustomerId("C-1");
  private static final CustomerId SECOND = new CustomerId("C-2");

  @Test
  void anOpenPlanOfAnyRecordIsToldAndTheCustomersOwnBeforeOthers() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(registered(FIRST), registered(SECOND), drawnUp(SECOND, "of the second"));
      assertThat(plans(bank)).isEqualTo("null of the second");
      bank.happened(new CustomersMerged(FIRST, SECOND));
      long merged = bank.position();
      assertThat(plans(bank)).isEqualTo("of the second null");
      bank.happened(drawnUp(FIRST, "of the first"));
      assertThat(plans(bank)).isEqualTo("of the first null");
      bank.happened(new PlanClosed(FIRST, null));
      assertThat(plans(bank)).isEqualTo("of the second null");
      bank.happened(new PlanClosed(SECOND, null));
      assertThat(plans(bank)).isEqualTo("of the first null");
      assertThat(bank.all("customerId", "keyAccountPlans(filter: {customerId: [\"C-1\"]})"))
          .containsExactly("C-1", "C-2");
      assertThat(
              bank.all(
                  "customerId",
                  "keyAccountPlans(filter: {customerId: [\"C-1\"]}, asOf: {position: %d})"
                      .formatted(merged)))
          .containsExactly("C-2");
    }
  }

  private static String plans(AskedBank bank) {
    return plan(bank, "C-1") + " " + plan(bank, "C-2");
  }

  private static String plan(AskedBank bank, String customer) {
    return bank.data("customer(customerId: \"" + customer + "\") { keyAccountPlan { aims } }")
        .at("/keyAccountPlan/aims/0")
        .asString("null");
  }

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.CORPORATE, new Label("公司"), List.of(), Profile.EMPTY);
  }

  private static PlanDrawnUp drawnUp(CustomerId id, String aim) {
    return new PlanDrawnUp(
        id, new KeyAccountPlan(List.of(new Note(aim)), List.of(), List.of(), List.of(), List.of()));
  }
}
