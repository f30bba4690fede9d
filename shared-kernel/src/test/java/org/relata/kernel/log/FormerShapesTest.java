package org.relata.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.ProfileChanged;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;

/** What events of former revisions mean today. */
class FormerShapesTest {

  private static DomainEvent read(String type, int revision) throws IOException {
    Path file = Path.of("src/test/resources/events", type + "." + revision + ".json");
    return EventCodec.standard().decode(type, revision, Files.readString(file));
  }

  @Test
  void whenACompanyWasFoundedIsNotKnownOfFormerProfiles() throws IOException {
    CustomerRegistered registered = (CustomerRegistered) read("customer.CustomerRegistered", 1);
    assertThat(registered.profile().foundedOn()).isNull();
    assertThat(registered.profile().registeredOn()).isNotNull();
    assertThat(((ProfileChanged) read("customer.ProfileChanged", 1)).profile().foundedOn())
        .isNull();
  }

  @Test
  void formerValuationsLookedAtNinetyDaysAroundAPriceRise() throws IOException {
    assertThat(((ValuationDrafted) read("valuation.ValuationDrafted", 1)).valuation())
        .extracting("priceRiseDays")
        .isEqualTo(90);
  }

  @Test
  void tiersOfFormerPoliciesAreKeptAtAnyLevel() throws IOException {
    PolicyDrafted drafted = (PolicyDrafted) read("segmentation.PolicyDrafted", 2);
    assertThat(drafted.text().tiers())
        .isNotEmpty()
        .allSatisfy(tier -> assertThat(tier.keeperUnits()).isNull());
    assertThat(((PolicyDrafted) read("segmentation.PolicyDrafted", 1)).text().tiers()).isEmpty();
  }
}
