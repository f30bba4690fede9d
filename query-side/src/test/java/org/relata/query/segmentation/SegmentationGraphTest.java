package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;

/** What can be asked about schemes, tiers, moves, evaluations and business days. */
class SegmentationGraphTest {

  private static final SchemeId AUM = new SchemeId("personal-aum");
  private static final SchemeId CARD = new SchemeId("card-level");
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final EmployeeId LI = new EmployeeId("E-1");
  private static final EvaluationId JANUARY = new EvaluationId("EV-1");
  private static final AskedBank BANK = new AskedBank();
  private static final Map<String, Code> TIERS = new HashMap<>();
  private static long january;

  @BeforeAll
  static void tiers() {
    BANK.happened(
        new UnitDefined(new UnitId("U-1"), new Label("One"), UnitKind.OUTLET, null),
        new UnitDefined(new UnitId("U-2"), new Label("Two"), UnitKind.OUTLET, null),
        new EmployeeHired(
            LI,
            new Label("李华"),
            new UnitId("U-1"),
            null,
            new Code("RM"),
            Set.of(Role.RELATIONSHIP_MANAGER)));
    for (int i = 1; i <= 6; i++) {
      registered("C-" + i, i <= 3 ? "U-1" : "U-2");
    }
    BANK.happened(
        new CustomerAssigned(new CustomerId("C-1"), LI),
        new CustomerAssigned(new CustomerId("C-4"), LI));
    policies();
    BANK.happened(
        new BusinessDayClosed(day(1, 31)),
        new EvaluationRequested(JANUARY, AUM, day(1, 31), List.of()));
    assigned(AUM, "C-1", "MASS", day(1, 31), JANUARY);
    assigned(AUM, "C-2", "MASS", day(1, 31), JANUARY);
    assigned(AUM, "C-3", "WEALTH", day(1, 31), JANUARY);
    assigned(AUM, "C-4", "WEALTH", day(1, 31), JANUARY);
    EvaluationProgress progress = new EvaluationProgress(16, 6, 4, 4, 0);
    BANK.happened(new EvaluationProgressed(JANUARY, progress, new CustomerId("C-4")));
    january = BANK.position();
    BANK.happened(
        new EvaluationCompleted(JANUARY, new EvaluationProgress(16, 6, 6, 4, 1)),
        new EvaluationRequested(
            new EvaluationId("EV-2"), AUM, day(2, 28), List.of(new CustomerId("C-1"))),
        new BusinessDayClosed(day(2, 28)));
    assigned(AUM, "C-1", "WEALTH", day(2, 28), null);
    assigned(AUM, "C-2", "WEALTH", day(2, 28), null);
    assigned(AUM, "C-4", "PRIVATE", day(2, 28), null);
    assigned(AUM, "C-5", "MASS", day(2, 28), null);
    assigned(CARD, "C-1", "GOLD", day(2, 28), null);
    assigned(AUM, "C-1", "PRIVATE", day(3, 31), null);
    assigned(AUM, "C-2", "MASS", day(3, 31), null);
    assigned(AUM, "C-4", "WEALTH", day(4, 30), null);
    cardPolicies();
  }

  /** Three that follow each other; the tiers of each have another aim. */
  private static void cardPolicies() {
    LocalDate[] from = {day(1, 1), day(2, 15), day(6, 1)};
    PolicyText.Aim[] aims = {PolicyText.Aim.WIN, PolicyText.Aim.RETAIN, PolicyText.Aim.CULTIVATE};
    for (int version = 1; version <= 3; version++) {
      PolicyText.Tier gold =
          new PolicyText.Tier(
              new Code("GOLD"),
              new Label("金卡"),
              List.of(new Code("RM")),
              null,
              aims[version - 1],
              version,
              List.of(new Code("OWN_COUNTER")),
              List.of(),
              List.of(new Code("BIRTHDAY")));
      BANK.happened(
          new PolicyDrafted(
              CARD,
              version,
              from[version - 1],
              new PolicyText(
                  CNY,
                  List.of(),
                  null,
                  List.of(new PolicyText.Rule(new Code("GOLD"), new Expression("true"))),
                  List.of(gold),
                  0),
              "employee/E-1"),
          new PolicyActivated(CARD, version, from[version - 1]));
    }
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2026, month, day);
  }

  private static void registered(String id, String unit) {
    Profile profile =
        new Profile(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new UnitId(unit),
            null,
            null,
            null,
            null);
    BANK.happened(
        new CustomerRegistered(
            new CustomerId(id),
            CustomerKind.PERSONAL,
            new Label("Customer " + id),
            List.of(),
            profile));
  }

  private static void policies() {
    for (int version = 1; version <= 2; version++) {
      BANK.happened(
          new PolicyDrafted(
              AUM,
              version,
              day(version, 1),
              new PolicyText(
                  CNY,
                  List.of(CustomerKind.PERSONAL),
                  version == 1 ? null : new Expression("aum > money('0.00')"),
                  List.of(
                      new PolicyText.Rule(
                          new Code("PRIVATE"), new Expression("aum >= money('2000000.00')")),
                      new PolicyText.Rule(new Code("MASS"), new Expression("true"))),
                  List.of(),
                  30),
              "employee/E-1"));
    }
    BANK.happened(new PolicyActivated(AUM, 1, day(1, 1)));
  }

  private static void assigned(
      SchemeId scheme, String customer, String tier, LocalDate on, @Nullable EvaluationId by) {
    Code now = new Code(tier);
    BANK.happened(
        new TierAssigned(
            new CustomerId(customer),
            scheme,
            1,
            TIERS.put(scheme + customer, now),
            now,
            !customer.equals("C-5"),
            2,
            new Metrics(
                CNY,
                Map.of(
                    Metric.AUM,
                    new Figure("120000.00"),
                    Metric.GOLD_OR_PLATINUM_CARD,
                    Figure.of(false)),
                Map.of(Metric.AGE, Lack.NOT_RECORDED)),
            List.of(Metric.AGE),
            16,
            on,
            by));
  }

  private static String asOf(long position) {
    return ", asOf: {position: " + position + "}";
  }

  private static final String RULES =
      "\"rules\":[{\"tier\":\"PRIVATE\",\"when\":\"aum >= money('2000000.00')\"},"
          + "{\"tier\":\"MASS\",\"when\":\"true\"}],\"metrics\":[\"AUM\"],\"findings\":[]},";

  @Test
  void aSchemeTellsItsPoliciesWithTheirRules() {
    assertThat(
            BANK.ask(
                "scheme(scheme: \"personal-aum\") { id latestVersion activeVersion policies {"
                    + " version state effectiveFrom effectiveTo audience holdOffDays draftedBy"
                    + " proposedBy activatedAt currency scope rules { tier when } metrics findings"
                    + " { kind } } }"))
        .isEqualTo(
            "{\"id\":\"scheme/personal-aum\",\"latestVersion\":2,\"activeVersion\":1,"
                + "\"policies\":[{\"version\":1,\"state\":\"ACTIVE\","
                + "\"effectiveFrom\":\"2026-01-01\",\"effectiveTo\":null,"
                + "\"audience\":[\"PERSONAL\"],\"holdOffDays\":30,"
                + "\"draftedBy\":\"employee/E-1\",\"proposedBy\":null,\"activatedAt\":14,"
                + "\"currency\":\"CNY\",\"scope\":null,"
                + RULES
                + "{\"version\":2,\"state\":\"DRAFTED\",\"effectiveFrom\":\"2026-02-01\","
                + "\"effectiveTo\":null,\"audience\":[\"PERSONAL\"],\"holdOffDays\":30,"
                + "\"draftedBy\":\"employee/E-1\",\"proposedBy\":null,\"activatedAt\":null,"
                + "\"currency\":\"CNY\",\"scope\":\"aum > money('0.00')\","
                + RULES.substring(0, RULES.length() - 1)
                + "]}");
    assertThat(BANK.all("version", "policies(filter: {state: [DRAFTED]})")).containsExactly("2");
    assertThat(BANK.all("version", "policies(filter: {state: [DRAFTED]}, asOf: {position: 13})"))
        .containsExactly("1", "2");
    assertThat(BANK.all("version", "policies(orderBy: [{by: VERSION, direction: DESC}], first: 1)"))
        .containsExactly("3");
    assertThat(BANK.all("scheme", "schemes")).containsExactly("card-level", "personal-aum");
    assertThat(BANK.ask("node(id: \"policy/personal-aum/2\") { ... on Policy { version } }"))
        .isEqualTo("{\"version\":2}");
  }

  @Test
  void searchingManyPoliciesForFindingsIsTooDear() {
    String findings = "policies(first: %d) { nodes { findings { kind } } }";
    assertThat(BANK.ask(findings.formatted(50))).contains("\"findings\":[]");
    assertThat(BANK.refused(findings.formatted(100))).isEqualTo("COST_LIMIT");
  }

  @Test
  void aVersionIsSupersededWhenTheBooksOfItsLastDayAreClosed() {
    assertThat(
            BANK.ask(
                "policies(filter: {scheme: [\"card-level\"]}) { nodes { version state effectiveTo"
                    + " superseded } }"))
        .isEqualTo(
            "{\"nodes\":[{\"version\":1,\"state\":\"ACTIVE\",\"effectiveTo\":\"2026-02-14\","
                + "\"superseded\":true},"
                + "{\"version\":2,\"state\":\"ACTIVE\",\"effectiveTo\":\"2026-05-31\","
                + "\"superseded\":false},"
                + "{\"version\":3,\"state\":\"ACTIVE\",\"effectiveTo\":null,"
                + "\"superseded\":false}]}");
    assertThat(BANK.ask("policies(filter: {scheme: [\"personal-aum\"]}) { nodes { superseded } }"))
        .isEqualTo("{\"nodes\":[{\"superseded\":false},{\"superseded\":false}]}");
  }

  @Test
  void aTierTellsWhatItsCustomersGetByTheVersionThatDecided() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\") { tiers { scheme gets { tier label aim visits"
                    + " keepers daily special attentions } } }"))
        .isEqualTo(
            "{\"tiers\":[{\"scheme\":\"card-level\",\"gets\":{\"tier\":\"GOLD\","
                + "\"label\":\"金卡\",\"aim\":\"WIN\",\"visits\":1,\"keepers\":[\"RM\"],"
                + "\"daily\":[\"OWN_COUNTER\"],\"special\":[],\"attentions\":[\"BIRTHDAY\"]}},"
                + "{\"scheme\":\"personal-aum\",\"gets\":null}]}");
    String question = "tiers(filter: {scheme: [%s]}) { nodes { tier gets { aim } } }";
    assertThat(BANK.statements(question.formatted("\"card-level\"")))
        .as("one tier takes as many statements as six")
        .isEqualTo(BANK.statements(question.formatted("\"card-level\", \"personal-aum\"")));
  }

  @Test
  void aTierTellsWhatItWasDecidedByNowAndThen() {
    String tier =
        "customer(customerId: \"C-1\"%s) { tier(scheme: \"personal-aum\") { id tier previousTier"
            + " inScope policyVersion rule on readAt missing evaluationId customer { name } figures"
            + " { metric kind value currency missing inputs { name } } } tiers { scheme tier } }";
    assertThat(BANK.ask(tier.formatted("")))
        .isEqualTo(
            "{\"tier\":{\"id\":\"tier/personal-aum/C-1\",\"tier\":\"PRIVATE\","
                + "\"previousTier\":\"WEALTH\",\"inScope\":true,\"policyVersion\":1,\"rule\":2,"
                + "\"on\":\"2026-03-31\",\"readAt\":16,\"missing\":[\"AGE\"],"
                + "\"evaluationId\":null,\"customer\":{\"name\":\"Customer C-1\"},"
                + "\"figures\":[{\"metric\":\"AUM\",\"kind\":\"AMOUNT\",\"value\":\"120000.00\","
                + "\"currency\":\"CNY\",\"missing\":null,\"inputs\":[]},"
                + "{\"metric\":\"GOLD_OR_PLATINUM_CARD\",\"kind\":\"FLAG\",\"value\":\"false\","
                + "\"currency\":null,\"missing\":null,\"inputs\":[]},"
                + "{\"metric\":\"AGE\",\"kind\":\"COUNT\",\"value\":null,\"currency\":null,"
                + "\"missing\":\"NOT_RECORDED\",\"inputs\":[]}]},"
                + "\"tiers\":[{\"scheme\":\"card-level\",\"tier\":\"GOLD\"},"
                + "{\"scheme\":\"personal-aum\",\"tier\":\"PRIVATE\"}]}");
    assertThat(BANK.ask(tier.formatted(asOf(january))))
        .startsWith(
            "{\"tier\":{\"id\":\"tier/personal-aum/C-1\",\"tier\":\"MASS\",\"previousTier\":null")
        .contains("\"evaluationId\":\"EV-1\"")
        .endsWith("\"tiers\":[{\"scheme\":\"personal-aum\",\"tier\":\"MASS\"}]}");
    assertThat(
            BANK.ask("customer(customerId: \"C-6\") { tier(scheme: \"personal-aum\") { tier } }"))
        .isEqualTo("{\"tier\":null}");
  }

  @Test
  void customersAreFoundBySchemeTierManagerAndUnit() {
    String aum = "tiers(filter: {scheme: [\"personal-aum\"], ";
    assertThat(BANK.all("customerId", aum + "tier: [\"PRIVATE\"]})")).containsExactly("C-1");
    assertThat(BANK.all("customerId", aum + "managerId: [\"E-1\"]})"))
        .containsExactly("C-1", "C-4");
    assertThat(BANK.all("customerId", aum + "managerId: [\"E-1\"], unitId: [\"U-2\"]})"))
        .containsExactly("C-4");
    assertThat(BANK.all("customerId", aum + "unitId: [\"U-1\"]}" + asOf(january) + ")"))
        .containsExactly("C-1", "C-2", "C-3");
    assertThat(BANK.all("customerId", aum + "not: {managerId: [\"E-1\"]}})"))
        .containsExactly("C-2", "C-3", "C-5");
    assertThat(
            BANK.all(
                "customerId",
                "tiers(filter: {customer: {managerId: [\"E-1\"], unitId: [\"U-1\"]}})"))
        .containsExactly("C-1", "C-1");
    assertThat(BANK.all("customerId", aum + "inScope: false})")).containsExactly("C-5");
    assertThat(BANK.all("customerId", aum + "evaluationId: [\"EV-1\"]})")).containsExactly("C-3");
  }

  @Test
  void customersAreCountedByTierManagerAndUnit() {
    String aum = "filter: {scheme: [\"personal-aum\"]}";
    assertThat(BANK.ask("tierGroups(by: [TIER], " + aum + ") { tier count on { max } }"))
        .isEqualTo(
            "[{\"tier\":\"MASS\",\"count\":2,\"on\":{\"max\":\"2026-03-31\"}},"
                + "{\"tier\":\"WEALTH\",\"count\":2,\"on\":{\"max\":\"2026-04-30\"}},"
                + "{\"tier\":\"PRIVATE\",\"count\":1,\"on\":{\"max\":\"2026-03-31\"}}]");
    assertThat(BANK.ask("tierGroups(by: [TIER], " + aum + asOf(january) + ") { tier count }"))
        .isEqualTo("[{\"tier\":\"MASS\",\"count\":2},{\"tier\":\"WEALTH\",\"count\":2}]");
    assertThat(BANK.ask("tierGroups(by: [UNIT_ID, TIER], " + aum + ") { unitId tier count }"))
        .isEqualTo(
            "[{\"unitId\":\"U-1\",\"tier\":\"MASS\",\"count\":1},"
                + "{\"unitId\":\"U-2\",\"tier\":\"MASS\",\"count\":1},"
                + "{\"unitId\":\"U-1\",\"tier\":\"PRIVATE\",\"count\":1},"
                + "{\"unitId\":\"U-1\",\"tier\":\"WEALTH\",\"count\":1},"
                + "{\"unitId\":\"U-2\",\"tier\":\"WEALTH\",\"count\":1}]");
    assertThat(BANK.ask("tierGroups(by: [MANAGER_ID], " + aum + ") { managerId count }"))
        .isEqualTo("[{\"managerId\":null,\"count\":3},{\"managerId\":\"E-1\",\"count\":2}]");
  }

  @Test
  void everyStepBetweenTiersIsListedAndCounted() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-4\") { tierMoves { totalCount nodes { oldTier newTier on"
                    + " month policyVersion rule customer { name } } } }"))
        .isEqualTo(
            "{\"tierMoves\":{\"totalCount\":3,\"nodes\":["
                + move("null", "WEALTH", "2026-01-31")
                + ","
                + move("\"WEALTH\"", "PRIVATE", "2026-02-28")
                + ","
                + move("\"PRIVATE\"", "WEALTH", "2026-04-30")
                + "]}}");
    assertThat(
            BANK.all(
                "customerId", "tierMoves(filter: {newTier: [\"WEALTH\"], month: [\"2026-02\"]})"))
        .containsExactly("C-1", "C-2");
    assertThat(
            BANK.all(
                "customerId", "tierMoves(filter: {managerId: [\"E-1\"]}" + asOf(january) + ")"))
        .containsExactly("C-1", "C-4");
    assertThat(
            BANK.ask(
                "tierMoveGroups(by: [OLD_TIER, NEW_TIER], filter: {scheme: [\"personal-aum\"],"
                    + " on: {from: \"2026-02-01\"}}) { oldTier newTier count }"))
        .isEqualTo(
            "[{\"oldTier\":\"MASS\",\"newTier\":\"WEALTH\",\"count\":2},"
                + "{\"oldTier\":\"WEALTH\",\"newTier\":\"PRIVATE\",\"count\":2},"
                + "{\"oldTier\":\"PRIVATE\",\"newTier\":\"WEALTH\",\"count\":1},"
                + "{\"oldTier\":\"WEALTH\",\"newTier\":\"MASS\",\"count\":1},"
                + "{\"oldTier\":null,\"newTier\":\"MASS\",\"count\":1}]");
  }

  private static String move(String old, String tier, String on) {
    return "{\"oldTier\":%s,\"newTier\":\"%s\",\"on\":\"%s\",\"month\":\"%s\",\"policyVersion\":1,\"rule\":2,\"customer\":{\"name\":\"Customer C-4\"}}"
        .formatted(old, tier, on, on.substring(0, 7));
  }

  @Test
  void betweenTwoDaysEachCustomerCountsOnceByItsNetMove() {
    assertThat(net("2026-01-31", "2026-03-31", "", "[OLD_TIER, NEW_TIER]"))
        .isEqualTo(
            "[{\"oldTier\":\"MASS\",\"newTier\":\"PRIVATE\",\"count\":1},"
                + "{\"oldTier\":\"WEALTH\",\"newTier\":\"PRIVATE\",\"count\":1},"
                + "{\"oldTier\":null,\"newTier\":\"MASS\",\"count\":1}]");
    assertThat(net("2026-01-31", "2026-04-30", "", "[OLD_TIER, NEW_TIER]"))
        .as("C-4 went up and came back")
        .isEqualTo(
            "[{\"oldTier\":\"MASS\",\"newTier\":\"PRIVATE\",\"count\":1},"
                + "{\"oldTier\":null,\"newTier\":\"MASS\",\"count\":1}]");
    assertThat(net("2026-01-31", "2026-02-28", "", "[OLD_TIER, NEW_TIER]"))
        .isEqualTo(
            "[{\"oldTier\":\"MASS\",\"newTier\":\"WEALTH\",\"count\":2},"
                + "{\"oldTier\":\"WEALTH\",\"newTier\":\"PRIVATE\",\"count\":1},"
                + "{\"oldTier\":null,\"newTier\":\"MASS\",\"count\":1}]");
    assertThat(net("2026-01-31", "2026-01-31", "", "[OLD_TIER, NEW_TIER]")).isEqualTo("[]");
    assertThat(net("2025-12-31", "2026-04-30", "", "[NEW_TIER]"))
        .isEqualTo(
            "[{\"oldTier\":null,\"newTier\":\"MASS\",\"count\":2},"
                + "{\"oldTier\":null,\"newTier\":\"WEALTH\",\"count\":2},"
                + "{\"oldTier\":null,\"newTier\":\"PRIVATE\",\"count\":1}]");
  }

  @Test
  void netMovesAreFilteredGroupedAndAskedForAsOfAPosition() {
    assertThat(net("2026-01-31", "2026-03-31", ", managerId: [\"E-1\"]", "[NEW_TIER]"))
        .isEqualTo("[{\"oldTier\":null,\"newTier\":\"PRIVATE\",\"count\":2}]");
    assertThat(
            net(
                "2026-01-31",
                "2026-03-31",
                ", oldTier: [\"MASS\"], unitId: [\"U-1\"]",
                "[OLD_TIER]"))
        .isEqualTo("[{\"oldTier\":\"MASS\",\"newTier\":null,\"count\":1}]");
    assertThat(
            BANK.ask(
                "tierMoveGroups(between: {from: \"2025-12-31\", to: \"2026-12-31\"}, by: [NEW_TIER,"
                    + " UNIT_ID, MONTH]"
                    + asOf(january)
                    + ") { newTier unitId month count on { max } }"))
        .isEqualTo(
            "[{\"newTier\":\"MASS\",\"unitId\":\"U-1\",\"month\":\"2026-01\",\"count\":2,"
                + "\"on\":{\"max\":\"2026-01-31\"}},{\"newTier\":\"WEALTH\",\"unitId\":\"U-1\","
                + "\"month\":\"2026-01\",\"count\":1,\"on\":{\"max\":\"2026-01-31\"}},"
                + "{\"newTier\":\"WEALTH\",\"unitId\":\"U-2\",\"month\":\"2026-01\",\"count\":1,"
                + "\"on\":{\"max\":\"2026-01-31\"}}]");
    assertThat(
            BANK.refused(
                "tierMoveGroups(between: {from: \"2026-02-02\", to: \"2026-02-01\"}, by: []) {"
                    + " count }"))
        .isEqualTo("INVALID_SPAN");
  }

  private static String net(String from, String to, String filter, String by) {
    return BANK.ask(
        "tierMoveGroups(between: {from: \"%s\", to: \"%s\"}, by: %s, filter: {scheme: [\"personal-aum\"]%s}) { oldTier newTier count }"
            .formatted(from, to, by, filter));
  }

  @Test
  void anEvaluationTellsHowFarItHasCome() {
    String evaluation =
        "evaluation(evaluationId: \"EV-1\"%s) { scheme on customerIds state requestedAt readAt"
            + " total evaluated changed failed upTo }";
    assertThat(BANK.ask(evaluation.formatted("")))
        .isEqualTo(
            "{\"scheme\":\"personal-aum\",\"on\":\"2026-01-31\",\"customerIds\":[],"
                + "\"state\":\"COMPLETED\",\"requestedAt\":16,\"readAt\":16,\"total\":6,"
                + "\"evaluated\":6,\"changed\":4,\"failed\":1,\"upTo\":\"C-4\"}");
    assertThat(BANK.ask(evaluation.formatted(asOf(january))))
        .contains("\"state\":\"RUNNING\"", "\"evaluated\":4");
    assertThat(BANK.ask(evaluation.formatted(asOf(16))))
        .contains("\"state\":\"REQUESTED\"", "\"readAt\":null,\"total\":null,\"evaluated\":0");
    assertThat(BANK.all("evaluationId", "evaluations(filter: {state: [REQUESTED]})"))
        .containsExactly("EV-2");
    assertThat(
            BANK.all("evaluationId", "evaluations(orderBy: [{by: ON, direction: DESC}], first: 1)"))
        .containsExactly("EV-2");
  }

  @Test
  void businessDaysTellWhenTheirBooksWereClosed() {
    assertThat(BANK.ask("businessDays { totalCount nodes { date position } }"))
        .isEqualTo(
            "{\"totalCount\":2,\"nodes\":[{\"date\":\"2026-01-31\",\"position\":15},"
                + "{\"date\":\"2026-02-28\",\"position\":24}]}");
    assertThat(BANK.all("date", "businessDays(filter: {date: {from: \"2026-02-01\"}})"))
        .containsExactly("2026-02-28");
    assertThat(BANK.all("date", "businessDays(asOf: {position: 20})"))
        .containsExactly("2026-01-31");
  }

  @Test
  void manyTiersTakeAsManyStatementsAsOne() {
    String question =
        "customers(filter: {customerId: %s}) { nodes { tier(scheme: \"personal-aum\") { tier"
            + " customer { name } } tiers { tier } tierMoves(first: 2) { totalCount nodes {"
            + " newTier customer { name } } } } }";
    long one = BANK.statements(question.formatted("[\"C-1\"]"));
    assertThat(BANK.statements(question.formatted("null"))).isEqualTo(one).isLessThan(9);
  }
}
