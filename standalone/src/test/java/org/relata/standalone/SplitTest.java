package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.organization.OrganizationCommand.DefineUnit;
import org.relata.command.organization.OrganizationCommand.HireEmployee;
import org.relata.command.platform.Command;
import org.relata.command.portfolio.PortfolioCommand.AssignCustomer;
import org.relata.command.portfolio.PortfolioCommand.SetPortfolioCap;
import org.relata.driver.Ledger;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * Two command sides and two query sides as processes of their own, started at the same moment on an
 * empty database: the rules hold across them, each side sees what the other acknowledged, and the
 * others carry on when one is killed.
 */
class SplitTest {

  private static final int CAP = 20;
  private static final int CUSTOMERS = 60;

  @Test
  void rulesHoldAcrossProcessesAndOwnWritesAreSeenOnTheOtherSide() throws Exception {
    Database database = TestPostgres.database();
    try (TestIssuer issuer = new TestIssuer()) {
      Map<String, String> settings = issuer.settings(database);
      List<RelataProcess> commandSides = new ArrayList<>();
      List<RelataProcess> querySides = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          commandSides.add(start(Program.COMMAND_SIDE, settings));
          querySides.add(start(Program.QUERY_SIDE, settings));
        }
        for (int i = 0; i < 2; i++) {
          commandSides.get(i).awaitReady();
          querySides.get(i).awaitReady();
        }
        List<RelataClient> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          clients.add(
              new RelataClient(
                  commandSides.get(i).url(), querySides.get(1 - i).url(), issuer.token()));
        }
        documentsAreUniqueAndTheCapHolds(clients);
        ownWritesAreSeenOnTheOtherSide(clients);

        commandSides.get(0).kill();
        querySides.get(0).kill();
        RelataClient survivor =
            new RelataClient(commandSides.get(1).url(), querySides.get(1).url(), issuer.token());
        ownWritesAreSeenOnTheOtherSide(List.of(survivor));
        new Ledger().check(database);
      } finally {
        commandSides.forEach(RelataProcess::close);
        querySides.forEach(RelataProcess::close);
      }
    }
  }

  private static RelataProcess start(Program program, Map<String, String> settings)
      throws Exception {
    return RelataProcess.start(program, RelataProcess.freePort(), settings);
  }

  private static void documentsAreUniqueAndTheCapHolds(List<RelataClient> clients)
      throws Exception {
    UnitId unit = new UnitId("unit");
    EmployeeId manager = new EmployeeId("manager");
    stored(
        clients.get(0),
        "unit",
        new DefineUnit(unit, new Label("Head office"), UnitKind.HEAD_OFFICE, null));
    stored(
        clients.get(1),
        "manager",
        new HireEmployee(
            manager,
            new Label("王经理"),
            unit,
            null,
            new Code("RELATIONSHIP_MANAGER"),
            List.of(Role.RELATIONSHIP_MANAGER)));
    stored(clients.get(0), "cap", new SetPortfolioCap(manager, CAP));

    // Two customers after each document, one on each process.
    List<Callable<String>> registrations = new ArrayList<>();
    for (int i = 0; i < 2 * CUSTOMERS; i++) {
      int number = i;
      registrations.add(
          () -> outcome(clients.get(number % 2), "register-" + number, register(number)));
    }
    assertThat(counted(registrations, "STORED")).isEqualTo(CUSTOMERS);

    // Every customer that exists is assigned to the one manager, by both processes at once.
    List<Callable<String>> assignments = new ArrayList<>();
    for (int i = 0; i < 2 * CUSTOMERS; i++) {
      int number = i;
      assignments.add(
          () ->
              outcome(
                  clients.get((number / 2) % 2),
                  "assign-" + number,
                  new AssignCustomer(new CustomerId("split-" + number), manager)));
    }
    assertThat(counted(assignments, "STORED")).isEqualTo(CAP);
  }

  private static RegisterCustomer register(int number) {
    return new RegisterCustomer(
        new CustomerId("split-" + number),
        CustomerKind.PERSONAL,
        new Label("客户 " + number),
        List.of(new IdentityDocument(new Code("ID_CARD"), "S" + number / 2)),
        null);
  }

  private static long counted(List<Callable<String>> calls, String outcome) throws Exception {
    long count = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        count += answer.get().equals(outcome) ? 1 : 0;
      }
    }
    return count;
  }

  private static String outcome(RelataClient client, String id, Command command) throws Exception {
    JsonNode answer = client.send(id, command);
    return answer.has("outcome")
        ? answer.path("outcome").asString()
        : answer.path("code").asString();
  }

  private static JsonNode stored(RelataClient client, String id, Command command) throws Exception {
    JsonNode answer = client.send(id, command);
    assertThat(answer.path("outcome").asString("")).as(answer.toString()).isEqualTo("STORED");
    return answer;
  }

  private static void ownWritesAreSeenOnTheOtherSide(List<RelataClient> clients) throws Exception {
    for (int i = 0; i < 20; i++) {
      RelataClient client = clients.get(i % clients.size());
      int number = 1_000 + clients.size() * 100 + i;
      JsonNode answer = stored(client, "own-" + number, register(2 * number));
      String position =
          answer.path("incarnation").asString() + ":" + answer.path("position").longValue();
      String seen =
          client.ask(
              "{ customer(customerId: \"split-" + 2 * number + "\") { name } }",
              Map.of("Relata-Min-Position", position));
      assertThat(seen).contains("客户 " + 2 * number);
    }
  }
}
