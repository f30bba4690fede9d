package org.relata.kernel.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;

class FormerPolicyTest {

  private static final Path STORED =
      Path.of("src/test/resources/events/segmentation.PolicyDrafted.1.json");

  @Test
  void aPolicyOfFormerTimesStaysForPersons() throws IOException {
    PolicyDrafted drafted =
        (PolicyDrafted)
            EventCodec.standard().decode("segmentation.PolicyDrafted", 1, Files.readString(STORED));
    PolicyText text = drafted.text();
    assertThat(text.audience()).containsExactly(CustomerKind.PERSONAL);
    assertThat(text.isFor(CustomerKind.CORPORATE)).isFalse();
    assertThat(text.rules()).hasSize(2);
    assertThat(text.tiers()).isEmpty();
    assertThat(text.holdOffDays()).isZero();
    assertThat(drafted.draftedBy()).isNull();
  }
}
