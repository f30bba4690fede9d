package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * One journey through each capability: over HTTP in, over GraphQL out, on a real PostgreSQL, and
 * the first answer again after the world has changed. People are registered in the journey of
 * segmentation alone, so that its evaluations count them exactly.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyTest {

  @TempDir static Path data;

  private ConfigurableApplicationContext relata;
  private RelataClient client;

  @BeforeAll
  void start() throws Exception {
    int port = RelataProcess.freePort();
    relata =
        Relata.application()
            .run(
                "--server.port=" + port,
                "--relata.data=" + data,
                "--relata.demo.bank=false",
                "--relata.automation.poll=100ms");
    client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
  }

  @AfterAll
  void stop() {
    if (relata != null) {
      relata.close();
    }
  }

  @Test
  void somebodyHiredInOneBranchGoesToAnother() throws Exception {
    Journey bank = new Journey(client, "organization");
    bank.tell(
        "DefineUnit",
        """
        {"unitId": "o-head", "name": "总行", "kind": "HEAD_OFFICE"}\
        """);
    bank.tell(
        "DefineUnit",
        """
        {"unitId": "o-north", "name": "North", "kind": "BRANCH", "parentId": "o-head"}\
        """);
    bank.tell(
        "DefineUnit",
        """
        {"unitId": "o-south", "name": "South", "kind": "BRANCH", "parentId": "o-head"}\
        """);
    bank.tell(
        "DefineDictionaryEntry",
        """
        {"dictionary": "position", "code": "TELLER", "label": "Teller", "labelZh": "柜员"}\
        """);
    long hired =
        bank.tell(
            "HireEmployee",
            """
            {"employeeId": "o-li", "name": "李敏", "unitId": "o-north", "position": "TELLER",
              "roles": ["RELATIONSHIP_MANAGER"]}\
            """);
    String question =
        """
        {
          employee(employeeId: "o-li", asOf: $at) {
            name position roles unit { name }
          }
          units(filter: {parentId: ["o-head"]}, orderBy: [{by: NAME}], asOf: $at) {
            nodes { name staff employees { nodes { name } } }
          }
        }\
        """;
    String inTheNorth =
        """
        {
          "employee": {"name": "李敏", "position": "TELLER", "roles": ["RELATIONSHIP_MANAGER"],
            "unit": {"name": "North"}},
          "units": {"nodes": [
            {"name": "North", "staff": 1, "employees": {"nodes": [{"name": "李敏"}]}},
            {"name": "South", "staff": 0, "employees": {"nodes": []}}]}
        }\
        """;
    bank.asks(question, inTheNorth);
    bank.tell(
        "TransferEmployee",
        """
        {"employeeId": "o-li", "unitId": "o-south", "position": "TELLER"}\
        """);
    bank.asks(
        question,
        """
        {
          "employee": {"name": "李敏", "position": "TELLER", "roles": ["RELATIONSHIP_MANAGER"],
            "unit": {"name": "South"}},
          "units": {"nodes": [
            {"name": "North", "staff": 0, "employees": {"nodes": []}},
            {"name": "South", "staff": 1, "employees": {"nodes": [{"name": "李敏"}]}}]}
        }\
        """);
    bank.isRefused(
        "CloseUnit",
        """
        {"unitId": "o-south"}\
        """,
        "UNIT_HAS_EMPLOYEES");
    bank.asksAsOf(hired, question, inTheNorth);
  }

  @Test
  void aCompanyThatCannotBeReachedIsFoundByNameAndDocumentAndCleaned() throws Exception {
    Journey bank = new Journey(client, "customer");
    bank.tell(
        "RegisterCustomer",
        """
        {"customerId": "c-mill", "kind": "CORPORATE", "name": "东风造纸 Paper Mill",
          "identityDocuments": [{"type": "USCC", "number": "91110108MA01ABCD2X"}]}\
        """);
    bank.isRefused(
        "RegisterCustomer",
        """
        {"customerId": "c-twin", "kind": "CORPORATE", "name": "Twin",
          "identityDocuments": [{"type": "USCC", "number": "91110108ma01abcd2x"}]}\
        """,
        "DOCUMENT_TAKEN");
    bank.tell(
        "AddContactPoint",
        """
        {"customerId": "c-mill", "contactPointId": "desk", "kind": "PHONE",
          "value": "010-5551234"}\
        """);
    long lost =
        bank.tell(
            "MarkContactPointDead",
            """
            {"customerId": "c-mill", "contactPointId": "desk"}\
            """);
    String question =
        """
        {
          customer(customerId: "c-mill", asOf: $at) {
            name lostContact contactPoints { kind value dead }
          }
          lostContacts(filter: {customer: {customerId: ["c-mill"]}}, asOf: $at) {
            nodes { customer { name } dead }
          }
          byName: customerSearch(filter: {text: "造纸"}, asOf: $at) { nodes { customerId } }
          byDocument: customerSearch(
            filter: {document: {type: "USCC", number: "91110108MA01ABCD2X"}}, asOf: $at) {
            nodes { customerId name }
          }
        }\
        """;
    String lostOne =
        """
        {
          "customer": {"name": "东风造纸 Paper Mill", "lostContact": true,
            "contactPoints": [{"kind": "PHONE", "value": "010-5551234", "dead": true}]},
          "lostContacts": {"nodes": [
            {"customer": {"name": "东风造纸 Paper Mill"}, "dead": ["desk"]}]},
          "byName": {"nodes": [{"customerId": "c-mill"}]},
          "byDocument": {"nodes": [{"customerId": "c-mill", "name": "东风造纸 Paper Mill"}]}
        }\
        """;
    searchReaches(bank, lost);
    bank.asks(question, lostOne);
    bank.tell(
        "ChangeContactPoint",
        """
        {"customerId": "c-mill", "contactPointId": "desk", "value": "010-5559999"}\
        """);
    long renamed =
        bank.tell(
            "RenameCustomer",
            """
            {"customerId": "c-mill", "name": "东方纸业"}\
            """);
    searchReaches(bank, renamed);
    bank.asks(
        question,
        """
        {
          "customer": {"name": "东方纸业", "lostContact": false,
            "contactPoints": [{"kind": "PHONE", "value": "010-5559999", "dead": false}]},
          "lostContacts": {"nodes": []},
          "byName": {"nodes": []},
          "byDocument": {"nodes": [{"customerId": "c-mill", "name": "东方纸业"}]}
        }\
        """);
    bank.asksAsOf(lost, question, lostOne);
  }

  @Test
  void assetsOfADayAreToldAsWeKnowThemNowAndAsWeKnewThemThen() throws Exception {
    Journey bank = new Journey(client, "holding");
    company(bank, "h-shop");
    bank.tell(
        "OpenAccount",
        """
        {"accountId": "h-yuan", "kind": "DEPOSIT", "currency": "CNY", "ownerId": "h-shop",
          "openedOn": "2026-01-10"}\
        """);
    bank.tell(
        "OpenAccount",
        """
        {"accountId": "h-dollar", "kind": "DEPOSIT", "currency": "USD", "ownerId": "h-shop",
          "openedOn": "2026-01-10"}\
        """);
    bank.tell(
        "RecordExchangeRate",
        """
        {"currency": "USD", "on": "2026-01-01", "rate": "7.125"}\
        """);
    bank.tell(
        "RecordBalances",
        """
        {"accountId": "h-yuan", "sourceRef": "h-1", "balances": [
          {"on": "2026-01-10", "amount": "1000.00"}, {"on": "2026-01-20", "amount": "4000.00"}]}\
        """);
    long known =
        bank.tell(
            "RecordBalances",
            """
            {"accountId": "h-dollar", "sourceRef": "h-2", "balances": [
              {"on": "2026-01-31", "amount": "200.00"}]}\
            """);
    String question =
        """
        {
          customer(customerId: "h-shop", asOf: $at) {
            aum(on: "2026-01-31") { amount currency }
            averageDailyBalance(from: "2026-01-01", to: "2026-01-31", kinds: [DEPOSIT]) { amount }
            accounts { nodes { accountId balanceOn(date: "2026-01-31") { amount currency } } }
          }
        }\
        """;
    String first =
        """
        {"customer": {
          "aum": {"amount": "5425.00", "currency": "CNY"},
          "averageDailyBalance": {"amount": "1916.94"},
          "accounts": {"nodes": [
            {"accountId": "h-dollar", "balanceOn": {"amount": "200.00", "currency": "USD"}},
            {"accountId": "h-yuan", "balanceOn": {"amount": "4000.00", "currency": "CNY"}}]}}}\
        """;
    bank.asks(question, first);
    bank.tell(
        "CorrectBalance",
        """
        {"accountId": "h-yuan", "sourceRef": "h-3", "on": "2026-01-20", "amount": "4600.00"}\
        """);
    bank.asks(
        question,
        """
        {"customer": {
          "aum": {"amount": "6025.00", "currency": "CNY"},
          "averageDailyBalance": {"amount": "2149.19"},
          "accounts": {"nodes": [
            {"accountId": "h-dollar", "balanceOn": {"amount": "200.00", "currency": "USD"}},
            {"accountId": "h-yuan", "balanceOn": {"amount": "4600.00", "currency": "CNY"}}]}}}\
        """);
    bank.asksAsOf(known, question, first);
  }

  @Test
  void aCustomerGoesFromOneManagerToAnotherAndTheIncomeStaysWithTheFirst() throws Exception {
    Journey bank = new Journey(client, "portfolio");
    manager(bank, "p-chen");
    manager(bank, "p-wu");
    company(bank, "p-one");
    company(bank, "p-two");
    bank.tell(
        "SetPortfolioCap",
        """
        {"managerId": "p-chen", "cap": 1}\
        """);
    long assigned =
        bank.tell(
            "AssignCustomer",
            """
            {"customerId": "p-one", "managerId": "p-chen"}\
            """);
    bank.isRefused(
        "AssignCustomer",
        """
        {"customerId": "p-two", "managerId": "p-chen"}\
        """,
        "PORTFOLIO_FULL");
    String question =
        """
        {
          custody(customerId: "p-one", asOf: $at) { managerId attributedTo }
          portfolio(managerId: "p-chen", asOf: $at) {
            customers cap free custodies { nodes { customerId } }
          }
          pool(filter: {customerId: ["p-one", "p-two"]}, asOf: $at) { nodes { customerId } }
        }\
        """;
    String withChen =
        """
        {
          "custody": {"managerId": "p-chen", "attributedTo": "p-chen"},
          "portfolio": {"customers": 1, "cap": 1, "free": 0,
            "custodies": {"nodes": [{"customerId": "p-one"}]}},
          "pool": {"nodes": [{"customerId": "p-two"}]}
        }\
        """;
    bank.asks(question, withChen);
    bank.tell(
        "ReassignCustomer",
        """
        {"customerId": "p-one", "managerId": "p-wu", "reason": "moved to the south"}\
        """);
    bank.tell(
        "ClaimCustomer",
        """
        {"customerId": "p-two", "managerId": "p-chen"}\
        """);
    bank.asks(
        question,
        """
        {
          "custody": {"managerId": "p-wu", "attributedTo": "p-chen"},
          "portfolio": {"customers": 1, "cap": 1, "free": 0,
            "custodies": {"nodes": [{"customerId": "p-two"}]}},
          "pool": {"nodes": []}
        }\
        """);
    bank.asksAsOf(assigned, question, withChen);
  }

  @Test
  void aContactIsToldAgainAndItsNextStepDone() throws Exception {
    Journey bank = new Journey(client, "engagement");
    manager(bank, "e-he");
    company(bank, "e-farm");
    String contact =
        """
        {"contactId": "e-visit", "customerId": "e-farm", "channel": "VISIT", "on": "2026-02-03",
          "employeeIds": ["e-he"], "summary": "%s", "minutes": %d,
          "nextStep": {"what": "send the offer", "due": "2026-02-17"}}\
        """;
    long logged = bank.tell("LogContact", contact.formatted("wants a loan", 40));
    String question =
        """
        {
          contact(contactId: "e-visit", asOf: $at) {
            on channel summary minutes corrections nextSteps { nextStepId what status }
          }
          contactGroups(
            filter: {customerId: ["e-farm"]}, by: [MONTH, CHANNEL], asOf: $at) {
            month channel count minutes { sum }
          }
          nextSteps(filter: {customerId: ["e-farm"], status: [OPEN]}, asOf: $at) { totalCount }
        }\
        """;
    String asLogged =
        """
        {
          "contact": {"on": "2026-02-03", "channel": "VISIT", "summary": "wants a loan",
            "minutes": 40, "corrections": 0, "nextSteps": [
              {"nextStepId": "e-visit", "what": "send the offer", "status": "OPEN"}]},
          "contactGroups": [
            {"month": "2026-02", "channel": "VISIT", "count": 1, "minutes": {"sum": "40"}}],
          "nextSteps": {"totalCount": 1}
        }\
        """;
    bank.asks(question, asLogged);
    bank.tell("CorrectContact", contact.formatted("wants two loans", 55));
    bank.tell(
        "CompleteNextStep",
        """
        {"nextStepId": "e-visit", "on": "2026-02-10"}\
        """);
    bank.asks(
        question,
        """
        {
          "contact": {"on": "2026-02-03", "channel": "VISIT", "summary": "wants two loans",
            "minutes": 55, "corrections": 1, "nextSteps": [
              {"nextStepId": "e-visit", "what": "send the offer", "status": "COMPLETED"}]},
          "contactGroups": [
            {"month": "2026-02", "channel": "VISIT", "count": 1, "minutes": {"sum": "55"}}],
          "nextSteps": {"totalCount": 0}
        }\
        """);
    bank.asksAsOf(logged, question, asLogged);
  }

  @Test
  void theEndOfAMonthGivesEachPersonATierByItself() throws Exception {
    Journey bank = new Journey(client, "segmentation");
    person(bank, "s-up", "1980-05-01", "60000.00", "2500000.00");
    person(bank, "s-down", "1990-01-01", "250000.00", "150000.00");
    person(bank, "s-old", "1950-01-01", "60000.00", "60000.00");
    bank.tell(
        "DraftPolicy",
        """
        {"scheme": "personal-aum", "version": 1, "effectiveFrom": "2025-01-01"}\
        """);
    bank.isRefused(
        "EvaluateTiers",
        """
        {"scheme": "personal-aum", "on": "2025-12-31"}\
        """,
        "NO_ACTIVE_POLICY");
    bank.tell(
        "ProposePolicy",
        """
        {"scheme": "personal-aum", "version": 1}\
        """);
    bank.isRefused(
        "ApprovePolicy",
        """
        {"scheme": "personal-aum", "version": 1}\
        """,
        "OWN_PROPOSAL");
    bank.approves(
        "ApprovePolicy",
        """
        {"scheme": "personal-aum", "version": 1}\
        """);
    bank.tell(
        "CloseBusinessDay",
        """
        {"date": "2025-12-31"}\
        """);
    long december = evaluated(bank, "personal-aum.2025-12-31");
    String question =
        """
        {
          tiers(filter: {scheme: ["personal-aum"]}, orderBy: [{by: CUSTOMER_ID}], asOf: $at) {
            nodes { customerId tier previousTier on policyVersion rule figures { metric value } }
          }
          tierMoveGroups(by: [OLD_TIER, NEW_TIER], filter: {newTier: ["PRIVATE"]}, asOf: $at) {
            oldTier newTier count
          }
          evaluations(orderBy: [{by: ON}], asOf: $at) {
            nodes { on state total evaluated changed failed }
          }
        }\
        """;
    String inDecember =
        """
        {
          "tiers": {"nodes": [
            {"customerId": "s-down", "tier": "WEALTH", "previousTier": null, "on": "2025-12-31",
              "policyVersion": 1, "rule": 2, "figures": [{"metric": "AUM", "value": "250000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "35"}]},
            {"customerId": "s-old", "tier": "MASS", "previousTier": null, "on": "2025-12-31",
              "policyVersion": 1, "rule": 5, "figures": [{"metric": "AUM", "value": "60000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "75"}]},
            {"customerId": "s-up", "tier": "BASIC", "previousTier": null, "on": "2025-12-31",
              "policyVersion": 1, "rule": 4, "figures": [{"metric": "AUM", "value": "60000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "45"}]}]},
          "tierMoveGroups": [],
          "evaluations": {"nodes": [
            {"on": "2025-12-31", "state": "COMPLETED", "total": 3, "evaluated": 3, "changed": 3,
              "failed": 0}]}
        }\
        """;
    bank.asks(question, inDecember);
    bank.tell(
        "CloseBusinessDay",
        """
        {"date": "2026-01-30"}\
        """);
    bank.tell(
        "CloseBusinessDay",
        """
        {"date": "2026-02-02"}\
        """);
    evaluated(bank, "personal-aum.2026-01-31");
    bank.asks(
        question,
        """
        {
          "tiers": {"nodes": [
            {"customerId": "s-down", "tier": "UPPER", "previousTier": "WEALTH",
              "on": "2026-01-31", "policyVersion": 1, "rule": 3,
              "figures": [{"metric": "AUM", "value": "150000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "36"}]},
            {"customerId": "s-old", "tier": "MASS", "previousTier": null, "on": "2025-12-31",
              "policyVersion": 1, "rule": 5, "figures": [{"metric": "AUM", "value": "60000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "75"}]},
            {"customerId": "s-up", "tier": "PRIVATE", "previousTier": "BASIC",
              "on": "2026-01-31", "policyVersion": 1, "rule": 1,
              "figures": [{"metric": "AUM", "value": "2500000.00"}, {"metric": "LOANS", "value": "0.00"}, {"metric": "CUSTODY_BALANCE", "value": "0.00"}, {"metric": "CARD_SPENDING_YEAR", "value": "0.00"}, {"metric": "GOLD_OR_PLATINUM_CARD", "value": "false"}, {"metric": "AGE", "value": "45"}]}]},
          "tierMoveGroups": [{"oldTier": "BASIC", "newTier": "PRIVATE", "count": 1}],
          "evaluations": {"nodes": [
            {"on": "2025-12-31", "state": "COMPLETED", "total": 3, "evaluated": 3, "changed": 3,
              "failed": 0},
            {"on": "2026-01-31", "state": "COMPLETED", "total": 3, "evaluated": 3, "changed": 2,
              "failed": 0}]}
        }\
        """);
    bank.asksAsOf(december, question, inDecember);
  }

  @Test
  void aTimelineTellsInTwoLanguagesWhatHappenedAndHowEverythingStoodThen() throws Exception {
    Journey bank = new Journey(client, "history");
    company(bank, "t-yard");
    long registered =
        bank.tell(
            "GiveConsent",
            """
            {"customerId": "t-yard", "purpose": "MARKETING", "channel": "PHONE"}\
            """);
    String question =
        """
        {
          customer(customerId: "t-yard", asOf: $at) {
            name
            timeline {
              nodes { english: sentence chinese: sentence(language: ZH) actor customer { name } }
            }
          }
        }\
        """;
    String twoSteps =
        """
        {"customer": {"name": "t-yard", "timeline": {"nodes": [
          {"english": "t-yard was registered as a customer, kind CORPORATE",
            "chinese": "客户 t-yard 已建档，类型：公司",
            "actor": "client/integrator", "customer": {"name": "t-yard"}},
          {"english": "Agreed to MARKETING by PHONE", "chinese": "同意通过电话用于 MARKETING",
            "actor": "client/integrator", "customer": {"name": "t-yard"}}]}}}\
        """;
    bank.asks(question, twoSteps);
    bank.tell(
        "RenameCustomer",
        """
        {"customerId": "t-yard", "name": "Ship Yard"}\
        """);
    bank.asks(
        question,
        """
        {"customer": {"name": "Ship Yard", "timeline": {"nodes": [
          {"english": "t-yard was registered as a customer, kind CORPORATE",
            "chinese": "客户 t-yard 已建档，类型：公司",
            "actor": "client/integrator", "customer": {"name": "t-yard"}},
          {"english": "Agreed to MARKETING by PHONE", "chinese": "同意通过电话用于 MARKETING",
            "actor": "client/integrator", "customer": {"name": "t-yard"}},
          {"english": "The name became Ship Yard", "chinese": "名称变更为 Ship Yard",
            "actor": "client/integrator", "customer": {"name": "Ship Yard"}}]}}}\
        """);
    JsonNode renaming =
        bank.data(
            """
            {
              timeline(filter: {subject: ["customer/t-yard"], type: ["customer.CustomerRenamed"]},
                asOf: $at) {
                nodes { changes { view field before after } }
              }
            }\
            """,
            null);
    assertThat(renaming.findValue("changes"))
        .contains(
            client
                .json()
                .readTree(
                    """
                    {"view": "customer", "field": "name", "before": "t-yard",
                      "after": "Ship Yard"}\
                    """));
    bank.asksAsOf(registered, question, twoSteps);
  }

  private static void company(Journey bank, String id) throws Exception {
    bank.tell(
        "RegisterCustomer",
        """
        {"customerId": "%1$s", "kind": "CORPORATE", "name": "%1$s"}\
        """
            .formatted(id));
  }

  private static void manager(Journey bank, String id) throws Exception {
    bank.tell(
        "DefineUnit",
        """
        {"unitId": "%1$s-unit", "name": "%1$s", "kind": "OUTLET"}\
        """
            .formatted(id));
    bank.tell(
        "HireEmployee",
        """
        {"employeeId": "%1$s", "name": "%1$s", "unitId": "%1$s-unit",
          "position": "KEEPER", "roles": ["RELATIONSHIP_MANAGER"]}\
        """
            .formatted(id));
  }

  /** A person with a deposit: its balances at the end of December and of January. */
  private static void person(Journey bank, String id, String born, String december, String january)
      throws Exception {
    bank.tell(
        "RegisterCustomer",
        """
        {"customerId": "%1$s", "kind": "PERSONAL", "name": "%1$s",
          "profile": {"birthDate": "%2$s"}}\
        """
            .formatted(id, born));
    bank.tell(
        "OpenAccount",
        """
        {"accountId": "%1$s", "kind": "DEPOSIT", "currency": "CNY", "ownerId": "%1$s",
          "openedOn": "2025-12-01"}\
        """
            .formatted(id));
    bank.tell(
        "RecordBalances",
        """
        {"accountId": "%1$s", "sourceRef": "%1$s", "balances": [
          {"on": "2025-12-31", "amount": "%2$s"}, {"on": "2026-01-31", "amount": "%3$s"}]}\
        """
            .formatted(id, december, january));
  }

  /** Waits for the automation; gives the position at which the evaluation is complete. */
  private static long evaluated(Journey bank, String evaluationId) throws Exception {
    String question =
        """
        { log(asOf: $at) { position } evaluation(evaluationId: "%s", asOf: $at) { state } }\
        """
            .formatted(evaluationId);
    Await.until(
        evaluationId + " is complete",
        () ->
            bank.data(question, null)
                .path("evaluation")
                .path("state")
                .asString("")
                .equals("COMPLETED"));
    return bank.data(question, null).path("log").path("position").longValue();
  }

  /** Search may lag behind: its folds advance by themselves. */
  private static void searchReaches(Journey bank, long position) throws Exception {
    Await.until(
        "search reaches " + position,
        () ->
            bank.data("{ folds(asOf: $at) { group position } }", null)
                .path("folds")
                .valueStream()
                .allMatch(fold -> fold.path("position").longValue() >= position));
  }
}
