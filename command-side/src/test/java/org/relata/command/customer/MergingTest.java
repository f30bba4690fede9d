package org.relata.command.customer;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerCommand.AddIdentityDocument;
import org.relata.command.customer.CustomerCommand.CloseCustomer;
import org.relata.command.customer.CustomerCommand.MergeCustomers;
import org.relata.command.customer.CustomerCommand.RenameCustomer;
import org.relata.command.customer.CustomerCommand.ReopenCustomer;
import org.relata.command.customer.CustomerCommand.UnmergeCustomers;
import org.relata.command.platform.Scenario;
import org.relata.kernel.customer.CustomerEvent.CustomerAbsorbed;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerEvent.CustomerRestored;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;
import org.relata.kernel.customer.CustomerEvent.DocumentClaimed;
import org.relata.kernel.customer.CustomerEvent.DocumentReleased;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Two records of one customer become one, and two again. */
class MergingTest {

  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId WANG_AGAIN = new CustomerId("C-2");
  private static final CustomerId COMPANY = new CustomerId("C-3");
  private static final CustomerId LI = new CustomerId("C-4");
  private static final IdentityDocument PASSPORT =
      new IdentityDocument(new Code("PASSPORT"), "E00000001");

  private final Scenario<CustomerCommand> scenario = Scenario.of(new CustomerDecider());

  @BeforeEach
  void theyAreRegistered() {
    scenario.given(
        registered(WANG, CustomerKind.PERSONAL),
        registered(WANG_AGAIN, CustomerKind.PERSONAL),
        registered(COMPANY, CustomerKind.CORPORATE),
        registered(LI, CustomerKind.PERSONAL));
  }

  private static CustomerRegistered registered(CustomerId id, CustomerKind kind) {
    return new CustomerRegistered(id, kind, new Label("王小明"), List.of(), Profile.EMPTY);
  }

  @Test
  void aMergeIsToldToBothRecordsAndCanBeUndone() {
    scenario
        .then(
            new MergeCustomers(WANG, WANG_AGAIN),
            new CustomersMerged(WANG, WANG_AGAIN),
            new CustomerAbsorbed(WANG_AGAIN, WANG))
        .thenNothing(new MergeCustomers(WANG, WANG_AGAIN))
        .then(
            new UnmergeCustomers(WANG, WANG_AGAIN),
            new CustomersUnmerged(WANG, WANG_AGAIN),
            new CustomerRestored(WANG_AGAIN, WANG))
        .thenRefused(new UnmergeCustomers(WANG, WANG_AGAIN), "NOT_MERGED");
  }

  @Test
  void whatIsKeptOfAMergedRecordCanBeCorrectedButNothingIsDecidedAboutIt() {
    scenario.when(new MergeCustomers(WANG, WANG_AGAIN));
    scenario
        .then(
            new RenameCustomer(WANG_AGAIN, new Label("王晓明")),
            new CustomerRenamed(WANG_AGAIN, new Label("王晓明")))
        .thenRefused(new CloseCustomer(WANG_AGAIN), "CUSTOMER_MERGED")
        .thenRefused(new ReopenCustomer(WANG_AGAIN), "CUSTOMER_MERGED")
        .thenRefused(new MergeCustomers(WANG_AGAIN, LI), "CUSTOMER_MERGED")
        .thenRefused(new MergeCustomers(LI, WANG_AGAIN), "CUSTOMER_MERGED");
  }

  @Test
  void thereAreNoChains() {
    scenario.when(new MergeCustomers(WANG, WANG_AGAIN));
    scenario
        .thenRefused(new MergeCustomers(LI, WANG), "HAS_ABSORBED")
        .then(
            new MergeCustomers(WANG, LI),
            new CustomersMerged(WANG, LI),
            new CustomerAbsorbed(LI, WANG));
  }

  @Test
  void onlyOpenCustomersOfOneKindAreMerged() {
    scenario
        .thenRefused(new MergeCustomers(WANG, COMPANY), "KINDS_DIFFER")
        .thenRefused(new MergeCustomers(WANG, new CustomerId("nobody")), "UNKNOWN_CUSTOMER");
    scenario.when(new CloseCustomer(LI));
    scenario
        .thenRefused(new MergeCustomers(WANG, LI), "CUSTOMER_CLOSED")
        .thenRefused(new MergeCustomers(LI, WANG), "CUSTOMER_CLOSED");
  }

  @Test
  void soManyAreMergedIntoOneAndNoMore() {
    for (int i = 0; i <= MergeRules.MAX_ABSORBED; i++) {
      scenario.given(registered(new CustomerId("D-" + i), CustomerKind.PERSONAL));
    }
    for (int i = 0; i < MergeRules.MAX_ABSORBED; i++) {
      scenario.when(new MergeCustomers(WANG, new CustomerId("D-" + i)));
    }
    scenario.thenRefused(
        new MergeCustomers(WANG, new CustomerId("D-" + MergeRules.MAX_ABSORBED)), "TOO_MANY");
  }

  @Test
  void closingAndReopeningReleasesAndClaimsTheDocumentsOfAllRecords() {
    scenario.when(new AddIdentityDocument(WANG_AGAIN, PASSPORT));
    scenario.when(new MergeCustomers(WANG, WANG_AGAIN));
    scenario
        .thenRefused(new AddIdentityDocument(WANG, PASSPORT), "DOCUMENT_TAKEN")
        .then(
            new CloseCustomer(WANG),
            new CustomerClosed(WANG),
            new DocumentReleased(PASSPORT.fingerprint(), WANG_AGAIN))
        .thenRefused(new RenameCustomer(WANG_AGAIN, new Label("x")), "CUSTOMER_CLOSED")
        .thenRefused(new UnmergeCustomers(WANG, WANG_AGAIN), "CUSTOMER_CLOSED")
        .then(
            new ReopenCustomer(WANG),
            new CustomerReopened(WANG),
            new DocumentClaimed(PASSPORT.fingerprint(), WANG_AGAIN));
  }
}
