package org.relata.command.portfolio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.relata.command.portfolio.KeepingBank.*;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.organization.OrganizationCommand.DismissEmployee;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.Command;
import org.relata.command.platform.Scenario;
import org.relata.command.platform.Together;
import org.relata.command.portfolio.PortfolioCommand.*;
import org.relata.command.segmentation.SegmentationDecider;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.Manifest.Item;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** Hand-overs: signed by all, each customer once, and never stuck. */
class HandOverDeciderTest {

  private final Scenario<PortfolioCommand> bank = KeepingBank.open();

  private Manifest manifest() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.when(new AssignCustomer(LI, ZHAO));
    return new Manifest(ZHAO, HEAD, List.of(new Item(LI, QIAN), new Item(WANG, SUN)));
  }

  private static SignHandOver sign(EmployeeId by, Manifest manifest) {
    return new SignHandOver(HAND_OVER, by, new Code(manifest.hash()), null);
  }

  @Test
  void aHandOverIsSignedByAllAndPassesEachCustomerOnOnce() {
    Manifest manifest = manifest();
    bank.then(
            new BeginHandOver(HAND_OVER, manifest),
            new HandOverBegun(HAND_OVER, manifest, manifest.hash()),
            new PortfolioFrozen(ZHAO, HAND_OVER),
            new PortfolioBound(QIAN, HAND_OVER),
            new PortfolioBound(HEAD, HAND_OVER),
            new PortfolioBound(SUN, HAND_OVER))
        .thenNothing(new BeginHandOver(HAND_OVER, manifest))
        .thenRefused(new HandOverCustomer(WANG, HAND_OVER), "NOT_SIGNED")
        .by("E-1")
        .then(sign(ZHAO, manifest), new HandOverSigned(HAND_OVER, ZHAO, manifest.hash(), false))
        .thenNothing(sign(ZHAO, manifest))
        .thenRefused(sign(QIAN, manifest), "NOT_YOURS")
        .thenRefused(
            new SignHandOver(HAND_OVER, ZHAO, new Code("0".repeat(64)), null), "OTHER_MANIFEST")
        .by("E-2");
    bank.when(sign(QIAN, manifest));
    bank.by("E-4");
    bank.when(sign(SUN, manifest));
    bank.thenRefused(new HandOverCustomer(WANG, HAND_OVER), "NOT_SIGNED").by("E-3");
    bank.when(sign(HEAD, manifest));
    bank.thenRefused(new CompleteHandOver(HAND_OVER), "NOT_DONE")
        .then(
            new HandOverCustomer(LI, HAND_OVER),
            new CustomerHandedOver(LI, ZHAO, QIAN, HAND_OVER, TODAY),
            new PlaceFreed(ZHAO, LI, 1),
            new PlaceTaken(QIAN, LI, 1),
            new HandOverAdvanced(HAND_OVER, LI, 1))
        .thenNothing(new HandOverCustomer(LI, HAND_OVER))
        .thenRefused(new HandOverCustomer(new CustomerId("C-9"), HAND_OVER), "NOT_IN_MANIFEST")
        .thenRefused(new CancelHandOver(HAND_OVER, new Note("x")), "HAND_OVER_RUNNING");
    bank.when(new HandOverCustomer(WANG, HAND_OVER));
    bank.then(
            new CompleteHandOver(HAND_OVER),
            new HandOverCompleted(HAND_OVER),
            new PortfolioThawed(ZHAO, HAND_OVER),
            new PortfolioUnbound(QIAN, HAND_OVER),
            new PortfolioUnbound(HEAD, HAND_OVER),
            new PortfolioUnbound(SUN, HAND_OVER))
        .thenNothing(new CompleteHandOver(HAND_OVER))
        .thenRefused(sign(HEAD, manifest), "HAND_OVER_ENDED");
    assertThat(bank.of(CustodyState.CUSTODY, WANG).managerId()).isEqualTo(SUN);
    assertThat(bank.of(CustodyState.CUSTODY, WANG).attributedTo()).isEqualTo(ZHAO);
  }

  @Test
  void nothingElseMovesInAFrozenPortfolio() {
    Manifest manifest = manifest();
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    CustomerId newcomer = new CustomerId("C-3");
    bank.given(registered(newcomer))
        .thenRefused(new ReassignCustomer(WANG, QIAN, new Note("x")), "PORTFOLIO_FROZEN")
        .thenRefused(new ReleaseCustomer(WANG, null), "PORTFOLIO_FROZEN")
        .thenRefused(new FollowCustomerChoice(WANG, QIAN, null), "PORTFOLIO_FROZEN")
        .thenRefused(new AssignCustomer(newcomer, ZHAO), "PORTFOLIO_FROZEN")
        .thenRefused(new BeginHandOver(new HandOverId("H-2"), manifest), "PORTFOLIO_FROZEN")
        .then(
            new CancelHandOver(HAND_OVER, new Note("stays")),
            new HandOverCancelled(HAND_OVER, new Note("stays")),
            new PortfolioThawed(ZHAO, HAND_OVER),
            new PortfolioUnbound(QIAN, HAND_OVER),
            new PortfolioUnbound(HEAD, HAND_OVER),
            new PortfolioUnbound(SUN, HAND_OVER));
    bank.when(new ReassignCustomer(WANG, QIAN, new Note("x")));
  }

  @Test
  void theHeadSignsForAGiverWhoIsAway() {
    Manifest manifest = manifest();
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    bank.by("E-2")
        .thenRefused(
            new SignHandOver(HAND_OVER, ZHAO, new Code(manifest.hash()), true), "NOT_YOURS")
        .by("E-3")
        .thenRefused(
            new SignHandOver(HAND_OVER, QIAN, new Code(manifest.hash()), true), "NOT_YOURS")
        .then(
            new SignHandOver(HAND_OVER, ZHAO, new Code(manifest.hash()), true),
            new HandOverSigned(HAND_OVER, ZHAO, manifest.hash(), true));
  }

  private static BeginHandOver begin(EmployeeId giver, Item... items) {
    return new BeginHandOver(HAND_OVER, new Manifest(giver, HEAD, List.of(items)));
  }

  @Test
  void aManifestListsAllAndNobodyWhoMayNotKeepTheTier() {
    Manifest manifest = manifest();
    bank.thenRefused(begin(ZHAO, new Item(WANG, SUN)), "MANIFEST_INCOMPLETE")
        .thenRefused(begin(QIAN, new Item(WANG, SUN)), "MANIFEST_INCOMPLETE");
    KeepingBank.givenThatTiersBind(bank);
    bank.thenRefused(begin(ZHAO, new Item(WANG, QIAN), new Item(LI, SUN)), "MAY_NOT_KEEP_TIER");
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    assertThatThrownBy(() -> new Manifest(ZHAO, HEAD, List.of(new Item(WANG, ZHAO))))
        .isInstanceOf(Rejection.class);
    assertThatThrownBy(
            () -> new Manifest(ZHAO, HEAD, List.of(new Item(WANG, QIAN), new Item(WANG, SUN))))
        .isInstanceOf(Rejection.class);
  }

  @Test
  void theHeadIsNeitherGiverNorTaker() {
    for (Manifest one :
        List.of(
            new Manifest(HEAD, HEAD, List.of(new Item(WANG, QIAN))),
            new Manifest(ZHAO, HEAD, List.of(new Item(LI, QIAN), new Item(WANG, HEAD))))) {
      assertThatThrownBy(() -> new BeginHandOver(HAND_OVER, one))
          .isInstanceOfSatisfying(
              Rejection.class, refused -> assertThat(refused.code()).isEqualTo("HEAD_IS_PARTY"));
    }
  }

  /** Written down by hand, and hashed by the JDK alone. */
  @Test
  void whatIsSignedIsTheHashOfATextThatAnybodyCanWriteDown() throws Exception {
    Manifest manifest = new Manifest(ZHAO, HEAD, List.of(new Item(LI, QIAN), new Item(WANG, SUN)));
    String text = "E-1\nE-3\nC-1 E-4\nC-2 E-2\n";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    assertThat(manifest.hash()).isEqualTo("%064x".formatted(new BigInteger(1, hash)));
    assertThat(manifest.hash())
        .as("in whatever order the lines come")
        .isEqualTo(
            new Manifest(ZHAO, HEAD, List.of(new Item(WANG, SUN), new Item(LI, QIAN))).hash());
  }

  @Test
  void ofHandOversThatWaitForEachOtherTheLastCanGoOn() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.when(new AssignCustomer(LI, SUN));
    bank.when(begin(ZHAO, new Item(WANG, SUN)));
    HandOverId later = new HandOverId("H-2");
    bank.thenRefused(
            new BeginHandOver(later, new Manifest(SUN, HEAD, List.of(new Item(LI, ZHAO)))),
            "PORTFOLIO_FROZEN")
        .thenRefused(
            new BeginHandOver(later, new Manifest(SUN, ZHAO, List.of(new Item(LI, QIAN)))),
            "PORTFOLIO_FROZEN");
    bank.when(new BeginHandOver(later, new Manifest(SUN, HEAD, List.of(new Item(LI, QIAN)))));
  }

  @Test
  void theTakerGetsTheGiversPartInTheTeam() {
    Manifest manifest = manifest();
    bank.when(new JoinTeam(WANG, ZHAO, TeamRole.LEAD));
    bank.when(new JoinTeam(WANG, SUN, TeamRole.CREDIT));
    bank.when(new JoinTeam(LI, ZHAO, TeamRole.SERVICE));
    bank.when(new JoinTeam(LI, QIAN, TeamRole.DEPUTY));
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    manifest.takers().forEach(taker -> signed(taker, manifest));
    signed(ZHAO, manifest);
    signed(HEAD, manifest);
    bank.when(new HandOverCustomer(WANG, HAND_OVER));
    bank.when(new HandOverCustomer(LI, HAND_OVER));
    assertThat(bank.of(TeamState.TEAM, WANG).members()).isEqualTo(Map.of(SUN, TeamRole.LEAD));
    assertThat(bank.of(TeamState.TEAM, LI).members()).isEqualTo(Map.of(QIAN, TeamRole.DEPUTY));
  }

  private void signed(EmployeeId by, Manifest manifest) {
    bank.by(by.value());
    bank.when(sign(by, manifest));
  }

  @Test
  void nobodyWhoHasAPartInAnOpenHandOverIsDismissed() {
    Scenario<Command> whole =
        KeepingBank.filled(
            Scenario.of(
                Together.of(
                    new PortfolioDecider(),
                    new CustomerDecider(),
                    new OrganizationDecider(),
                    new SegmentationDecider())));
    whole.given(new UnitDefined(UNIT, new Label("总行"), UnitKind.HEAD_OFFICE, null));
    whole.when(new AssignCustomer(WANG, ZHAO));
    whole.when(begin(ZHAO, new Item(WANG, QIAN)));
    whole
        .thenRefused(new DismissEmployee(QIAN), "HAND_OVER_OPEN")
        .thenRefused(new DismissEmployee(HEAD), "HAND_OVER_OPEN")
        .thenRefused(new DismissEmployee(ZHAO), "PORTFOLIO_NOT_EMPTY");
    whole.when(new DismissEmployee(SUN));
    Manifest manifest = new Manifest(ZHAO, HEAD, List.of(new Item(WANG, QIAN)));
    for (EmployeeId by : List.of(ZHAO, QIAN, HEAD)) {
      whole.by(by.value()).when(sign(by, manifest));
    }
    whole.when(new HandOverCustomer(WANG, HAND_OVER));
    whole.thenRefused(new DismissEmployee(ZHAO), "HAND_OVER_OPEN");
    whole.when(new CompleteHandOver(HAND_OVER));
    whole.when(new DismissEmployee(ZHAO));
    whole.when(new DismissEmployee(HEAD));
    whole.thenRefused(new DismissEmployee(QIAN), "PORTFOLIO_NOT_EMPTY");
  }
}
