package org.relata.command.customer;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.command.platform.Scenario;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

class CustomerDeciderTest {

  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId LI = new CustomerId("C-2");
  private static final IdentityDocument CARD =
      new IdentityDocument(new Code("ID_CARD"), "11010519491231002X");

  private final Scenario<CustomerCommand> scenario = Scenario.of(new CustomerDecider());

  private static CustomerRegistered registered(CustomerId id, IdentityDocument... documents) {
    return new CustomerRegistered(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(documents), Profile.EMPTY);
  }

  private static RegisterCustomer register(CustomerId id, IdentityDocument... documents) {
    return new RegisterCustomer(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(documents), null);
  }

  @Test
  void aCustomerIsRegisteredWithDocumentsThatAreClaimed() {
    scenario.then(
        register(WANG, CARD),
        registered(WANG, CARD),
        new DocumentClaimed(CARD.fingerprint(), WANG));
  }

  @Test
  void aSecondRegistrationOfTheSameCustomerIsRefused() {
    scenario.given(registered(WANG)).thenRefused(register(WANG), "CUSTOMER_EXISTS");
  }

  @Test
  void aDocumentBelongsToOneLivingCustomer() {
    scenario
        .given(registered(WANG, CARD), new DocumentClaimed(CARD.fingerprint(), WANG))
        .thenRefused(register(LI, CARD), "DOCUMENT_TAKEN");
    scenario.when(new CloseCustomer(WANG));
    scenario.when(register(LI, CARD));
    scenario.thenRefused(new ReopenCustomer(WANG), "DOCUMENT_TAKEN");
  }

  @Test
  void nothingChangesAboutAClosedCustomer() {
    scenario
        .given(registered(WANG), new CustomerClosed(WANG))
        .thenRefused(new RenameCustomer(WANG, new Label("王大明")), "CUSTOMER_CLOSED")
        .then(new ReopenCustomer(WANG), new CustomerReopened(WANG))
        .then(
            new RenameCustomer(WANG, new Label("王大明")), new CustomerRenamed(WANG, new Label("王大明")))
        .thenNothing(new RenameCustomer(WANG, new Label("王大明")));
  }

  @Test
  void anUnknownCustomerIsRefused() {
    scenario.thenRefused(new RenameCustomer(WANG, new Label("x")), "UNKNOWN_CUSTOMER");
  }
}
