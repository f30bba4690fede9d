package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * Two records of one customer are merged, many things happen to either, and the merge is undone.
 * Nothing of before looks different, each thing of in between is on one side, and together they are
 * worth the same at every position.
 */
class MergeTest {

  private static final long SEED = 20_261_123;
  private static final int KINDS = 8;
  private static final int OF_EACH = 4;
  private static final List<String> BOTH = List.of("A", "B");

  private static final List<String> LISTS =
      List.of("identityDocuments", "contactPoints", "creditRatings", "team");

  private static final List<String> NODES =
      List.of("/nextSteps/nodes", "/observations/nodes", "/contacts/nodes");

  private static final List<String> ROLES =
      List.of("DEPUTY", "SERVICE", "CREDIT", "PRODUCT_SPECIALIST");

  private static final String EVERYTHING =
      """
      query Everything($id: ID!, $at: Long!) {
        customer(customerId: $id, asOf: {position: $at}) {
          id name status lostContact
          mergedInto { customerId }
          absorbed { customerId timeline(first: 200) { nodes { position } } }
          identityDocuments { customerId type number }
          contactPoints { customerId contactPointId value dead }
          consents { customerId purpose channel }
          creditRatings { customerId rating agency }
          accounts { totalCount nodes { accountId owner { customerId } } }
          accountRoles { nodes { account { accountId } role } }
          contacts { totalCount nodes { contactId customerId summary } }
          nextSteps { totalCount nodes { nextStepId customerId what } }
          observations { nodes { customerId kind subject on } }
          team { customerId employeeId role }
          keyAccountPlan { customerId aims closed }
          manager { employeeId }
          aum(on: "2026-06-30") { amount currency }
          averageDailyBalance(from: "2026-06-01", to: "2026-06-30") { amount }
          figures(on: "2026-06-30", metrics: [AUM, DEPOSITS, PRODUCTS]) { metric value missing }
          timeline(first: 200) { totalCount nodes { position type sentence(language: EN) } }
        }
      }
      """;

  private final Map<String, BigDecimal> balances = new TreeMap<>();
  private final Map<String, Set<String>> accounts = new HashMap<>();

  /** What both are worth together from a position on. */
  private final TreeMap<Long, BigDecimal> worth = new TreeMap<>();

  /** Both records as a question showed them. */
  private record Both(JsonNode survivor, JsonNode absorbed) {
    JsonNode of(String one) {
      return one.equals("A") ? survivor : absorbed;
    }

    BigDecimal worth() {
      return amount(survivor).add(amount(absorbed));
    }
  }

  private final Database database = TestPostgres.database();
  private final TestIssuer issuer;
  private final RelataProcess program;
  private final RelataClient client;

  MergeTest() throws Exception {
    issuer = new TestIssuer();
    program = standalone();
    client = new RelataClient(program.url(), program.url(), issuer.token());
  }

  @AfterEach
  void close() {
    program.close();
    issuer.close();
  }

  @Test
  void whatIsMergedCanBePartedAgain() throws Exception {
    long before = prepare();
    Both then = everything(before);
    assertThat(amount(then.survivor())).isEqualByComparingTo("1000");
    assertThat(amount(then.absorbed())).isEqualByComparingTo("500");

    refused("NOT_MERGED", "UnmergeCustomers", pair("A", "B"));
    refused("KINDS_DIFFER", "MergeCustomers", pair("A", "company"));
    refused("UNKNOWN_CUSTOMER", "MergeCustomers", pair("A", "nobody"));
    refused("SAME_CUSTOMER", "MergeCustomers", pair("A", "A"));
    stored("MergeCustomers", pair("A", "B"));
    whileMerged();
    Map<Long, String> sides = inBetween();
    long last = sides.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    togetherAtTheSurvivor(last, sides.keySet());
    long parted = stored("UnmergeCustomers", pair("A", "B"));

    assertThat(everything(before)).as("both as of before the merge").isEqualTo(then);
    eachOnOneSide(parted, sides);
    worthTheSameAtEveryPosition(before, Ledger.head(database));
    stored("MergeCustomers", pair("B", "A"));
    new Ledger().check(database);
  }

  private RelataProcess standalone() throws Exception {
    Map<String, String> settings = new HashMap<>(issuer.settings(database));
    settings.put("relata.demo.bank", "false");
    settings.put("relata.automation.enabled", "false");
    return RelataProcess.start(Program.STANDALONE, RelataProcess.freePort(), settings).awaitReady();
  }

  private static Map<String, Object> pair(String survivor, String absorbed) {
    return Map.of("customerId", survivor, "absorbedId", absorbed);
  }

  private int sent;

  private JsonNode send(String type, Map<String, Object> payload) throws Exception {
    return new Clerk(client, "merge-" + ++sent).write(type, payload).outcomes().getFirst();
  }

  private long stored(String type, Map<String, Object> payload) throws Exception {
    JsonNode outcome = send(type, payload);
    assertThat(outcome.path("outcome").asString("")).as("%s", outcome).isEqualTo("STORED");
    long position = outcome.path("position").longValue();
    Await.until("it can be seen", () -> client.hasFolded(position));
    return position;
  }

  private void refused(String code, String type, Map<String, Object> payload) throws Exception {
    assertThat(send(type, payload).path("code").asString("")).as(type).isEqualTo(code);
  }

  private long prepare() throws Exception {
    Clerk clerk = new Clerk(client, "prepare").defineUnit("unit").hire("m-A", "unit", "MANAGER");
    clerk
        .hire("m-B", "unit", "MANAGER")
        .register("A", "unit")
        .register("B", "unit")
        .register("C", "unit");
    clerk.write(
        "RegisterCustomer", Map.of("customerId", "company", "kind", "CORPORATE", "name", "公司"));
    clerk.stored();
    for (String one : BOTH) {
      clerk.write("AssignCustomer", Map.of("customerId", one, "managerId", "m-" + one));
      clerk.write(
          "AddIdentityDocument",
          Map.of("customerId", one, "document", Map.of("type", "PASSPORT", "number", "P-" + one)));
      clerk.write(
          "AddContactPoint",
          Map.of(
              "customerId", one, "contactPointId", "phone", "kind", "PHONE", "value", "1" + one));
    }
    clerk.stored();
    for (String one : BOTH) {
      stored("RecordObservation", feedback(one, "F-" + one));
      stored("PlanNextStep", nextStep(one, "s-" + one));
      stored("JoinTeam", teamMember(one, "m-" + one, "LEAD"));
      stored("WritePlan", plan(one));
    }
    open("a-1", "A");
    open("b-1", "B");
    contact("A", "c-A");
    contact("B", "c-B");
    balance("a-1", "1000");
    return balance("b-1", "500");
  }

  private static Map<String, Object> feedback(String customerId, String subject) {
    return Map.of(
        "customerId",
        customerId,
        "observation",
        Map.of("kind", "FEEDBACK", "subject", subject, "on", "2026-06-10"));
  }

  private static Map<String, Object> nextStep(String customerId, String id) {
    return Map.of(
        "nextStepId", id, "customerId", customerId, "what", "call again", "due", "2026-07-01");
  }

  private static Map<String, Object> teamMember(String customerId, String employee, String role) {
    return Map.of("customerId", customerId, "employeeId", employee, "role", role);
  }

  private static Map<String, Object> plan(String customerId) {
    return Map.of(
        "customerId",
        customerId,
        "plan",
        Map.of(
            "aims",
            List.of("the plan of " + customerId),
            "needs",
            List.of(),
            "actions",
            List.of(),
            "risks",
            List.of(),
            "reviewDates",
            List.of()));
  }

  private long open(String accountId, String owner) throws Exception {
    accounts.computeIfAbsent(owner, _ -> new HashSet<>()).add(accountId);
    return stored(
        "OpenAccount",
        Map.of(
            "accountId", accountId,
            "kind", "DEPOSIT",
            "currency", "CNY",
            "ownerId", owner,
            "openedOn", "2026-01-01"));
  }

  private long balance(String accountId, String amount) throws Exception {
    Map<String, Object> payload =
        new HashMap<>(Map.of("accountId", accountId, "sourceRef", "s-" + sent));
    boolean isFirst = balances.put(accountId, new BigDecimal(amount)) == null;
    if (isFirst) {
      payload.put("balances", List.of(Map.of("on", "2026-06-15", "amount", amount)));
    } else {
      payload.putAll(Map.of("on", "2026-06-15", "amount", amount));
    }
    long position = stored(isFirst ? "RecordBalances" : "CorrectBalance", payload);
    worth.put(position, balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    return position;
  }

  private long contact(String customerId, String contactId) throws Exception {
    return stored(
        "LogContact",
        Map.of(
            "contactId",
            contactId,
            "customerId",
            customerId,
            "channel",
            "CALL",
            "on",
            "2026-06-20",
            "employeeIds",
            List.of("m-A"),
            "summary",
            "Talked about " + contactId));
  }

  private void whileMerged() throws Exception {
    refused("CUSTOMER_MERGED", "CloseCustomer", Map.of("customerId", "B"));
    refused("CUSTOMER_MERGED", "ReopenCustomer", Map.of("customerId", "B"));
    refused("CUSTOMER_MERGED", "PlanNextStep", nextStep("B", "s-refused"));
    refused("CUSTOMER_MERGED", "JoinTeam", teamMember("B", "m-A", "DEPUTY"));
    refused("CUSTOMER_MERGED", "WritePlan", plan("B"));
    refused("CUSTOMER_MERGED", "MergeCustomers", pair("company", "B"));
    refused("HAS_ABSORBED", "MergeCustomers", pair("C", "A"));
    refused(
        "CUSTOMER_MERGED",
        "ReassignCustomer",
        Map.of("customerId", "B", "managerId", "m-A", "reason", "r"));
    JsonNode again = send("MergeCustomers", pair("A", "B"));
    assertThat(again.path("outcome").asString("")).as("%s", again).isEqualTo("UNCHANGED");
  }

  /** What happens to either record, by position, and to which. */
  private Map<Long, String> inBetween() throws Exception {
    Random random = new Random(SEED);
    Map<Long, String> sides = new TreeMap<>();
    for (int i = 0; i < KINDS * OF_EACH; i++) {
      // What decides about the relationship is asked of the survivor alone.
      String side = i % KINDS > 5 ? "A" : BOTH.get(random.nextInt(BOTH.size()));
      long position =
          switch (i % KINDS) {
            case 0 ->
                balance(
                    side.toLowerCase(Locale.ROOT) + "-1", String.valueOf(random.nextInt(10_000)));
            case 1 -> contact(side, "c-" + i);
            case 2 -> open("n-" + i, side);
            case 3 -> stored("RecordCreditRating", rating(side, "X" + i));
            case 4 -> contactPoint(side, i);
            case 5 -> stored("RecordObservation", feedback(side, "F-" + i));
            case 6 -> stored("PlanNextStep", nextStep(side, "s-" + i));
            default -> stored("JoinTeam", teamMember(side, "m-B", ROLES.get(i / KINDS)));
          };
      if (i % KINDS > 0) {
        // What core banking tells of an account is in the account's own timeline.
        sides.put(position, side);
      }
    }
    return sides;
  }

  private static Map<String, Object> rating(String customerId, String agency) {
    return Map.of(
        "customerId", customerId, "rating", "A", "agency", agency, "ratedOn", "2026-06-01");
  }

  private long contactPoint(String customerId, int i) throws Exception {
    return i < KINDS
        ? stored(
            "MarkContactPointDead", Map.of("customerId", customerId, "contactPointId", "phone"))
        : stored(
            "AddContactPoint",
            Map.of(
                "customerId",
                customerId,
                "contactPointId",
                "p-" + i,
                "kind",
                "EMAIL",
                "value",
                "e" + i));
  }

  private void togetherAtTheSurvivor(long at, Set<Long> positions) throws Exception {
    Both now = everything(at);
    JsonNode survivor = now.survivor();
    JsonNode absorbed = now.absorbed();
    assertThat(survivor.at("/absorbed/0/customerId").asString("")).isEqualTo("B");
    assertThat(absorbed.at("/mergedInto/customerId").asString("")).isEqualTo("A");
    assertThat(absorbed.path("status").asString("")).isEqualTo("MERGED");
    assertThat(survivor.at("/identityDocuments")).hasSize(2);
    assertThat(survivor.at("/accounts/totalCount").intValue()).isEqualTo(2 + OF_EACH);
    assertThat(survivor.at("/contacts/totalCount").intValue()).isEqualTo(2 + OF_EACH);
    assertThat(survivor.at("/contacts/nodes")).hasSize(2 + OF_EACH);
    assertThat(survivor.at("/nextSteps/nodes")).hasSize(2 + OF_EACH);
    assertThat(survivor.at("/observations/nodes")).hasSize(2 + OF_EACH);
    assertThat(survivor.at("/team")).hasSize(3);
    assertThat(survivor.at("/keyAccountPlan/aims/0").asString("")).isEqualTo("the plan of A");
    assertThat(absorbed.path("keyAccountPlan").isNull()).isTrue();
    assertThat(absorbed.at("/nextSteps/totalCount").intValue()).isZero();
    assertThat(absorbed.at("/observations/nodes")).isEmpty();
    Set<Long> steps = positions(survivor);
    steps.addAll(positions(survivor.at("/absorbed/0")));
    assertThat(steps).containsAll(positions);
    for (String list : LISTS) {
      assertThat(absorbed.path(list)).as(list).isEmpty();
    }
    assertThat(absorbed.at("/accounts/totalCount").intValue()).isZero();
    assertThat(amount(absorbed)).isZero();
    assertThat(amount(survivor)).isEqualByComparingTo(worth.lastEntry().getValue());
    assertThat(survivor.at("/figures/0/value").asString(""))
        .isEqualTo(worth.lastEntry().getValue().setScale(2).toPlainString());
    JsonNode filtered =
        client.data(
            "{ contacts(filter: {customerId: [\"A\"]}, asOf: {position: %d}) { totalCount } }"
                .formatted(at));
    assertThat(filtered.at("/contacts/totalCount").intValue()).isEqualTo(2 + OF_EACH);
    Set<String> reasons = new HashSet<>();
    client
        .data(
            """
            { customer(customerId: "A", asOf: {position: %d}) {
                why(metric: AUM, on: "2026-06-30") { reasons { type } } } }
            """
                .formatted(at))
        .at("/customer/why/reasons")
        .forEach(reason -> reasons.add(reason.path("type").asString("")));
    assertThat(reasons).contains("customer.CustomersMerged", "holding.BalancesRecorded");
  }

  private void eachOnOneSide(long at, Map<Long, String> sides) throws Exception {
    Both now = everything(at);
    for (String one : BOTH) {
      Set<String> held = new HashSet<>();
      now.of(one)
          .at("/accounts/nodes")
          .forEach(account -> held.add(account.path("accountId").asString("")));
      assertThat(held).as("accounts of %s", one).isEqualTo(accounts.get(one));
      assertThat(now.of(one).path("status").asString("")).isEqualTo("OPEN");
      assertThat(now.of(one).path("mergedInto").isNull()).isTrue();
      assertThat(now.of(one).at("/manager/employeeId").asString("")).isEqualTo("m-" + one);
      assertThat(amount(now.of(one)))
          .as("what %s alone is worth", one)
          .isEqualByComparingTo(balances.get(one.toLowerCase(Locale.ROOT) + "-1"));
      assertThat(now.of(one).at("/keyAccountPlan/aims/0").asString(""))
          .isEqualTo("the plan of " + one);
      filedUnder(one, now.of(one));
    }
    for (String list : NODES) {
      assertThat(now.survivor().at(list).size() + now.absorbed().at(list).size())
          .as(list)
          .isEqualTo(2 + OF_EACH);
    }
    assertThat(now.survivor().path("team")).hasSize(2);
    assertThat(now.absorbed().path("team")).hasSize(1);
    sides.forEach(
        (position, side) ->
            BOTH.forEach(
                one ->
                    assertThat(positions(now.of(one)).contains(position))
                        .as("position %d, which is about %s, at %s", position, side, one)
                        .isEqualTo(one.equals(side))));
    assertThat(now.worth()).isEqualByComparingTo(worth.lastEntry().getValue());
  }

  private static void filedUnder(String one, JsonNode customer) {
    List<JsonNode> belongings = new ArrayList<>();
    LISTS.forEach(list -> customer.path(list).forEach(belongings::add));
    NODES.forEach(list -> customer.at(list).forEach(belongings::add));
    assertThat(belongings).isNotEmpty();
    for (JsonNode belonging : belongings) {
      assertThat(belonging.path("customerId").asString("")).isEqualTo(one);
    }
  }

  private void worthTheSameAtEveryPosition(long first, long head) throws Exception {
    for (long position = first; position <= head; position++) {
      Both both = everything(position);
      BigDecimal expected = worth.floorEntry(position).getValue();
      assertThat(both.worth())
          .as("what both are worth at %d", position)
          .isEqualByComparingTo(expected);
    }
  }

  private static BigDecimal amount(JsonNode customer) {
    return new BigDecimal(customer.at("/aum/amount").asString());
  }

  private static Set<Long> positions(JsonNode customer) {
    Set<Long> positions = new HashSet<>();
    List<JsonNode> steps = new ArrayList<>();
    customer.at("/timeline/nodes").forEach(steps::add);
    steps.forEach(step -> positions.add(step.path("position").longValue()));
    assertThat(positions).as("steps, each once").hasSize(steps.size());
    return positions;
  }

  private Both everything(long at) throws Exception {
    return new Both(record("A", at), record("B", at));
  }

  private JsonNode record(String id, long at) throws Exception {
    JsonNode answer =
        client.json().readTree(client.ask(EVERYTHING, Map.of("id", id, "at", at), Map.of()));
    assertThat(answer.path("errors")).as("%s", answer).isEmpty();
    return answer.at("/data/customer");
  }
}
