package org.relata.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Metadata;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Moved;
import org.relata.oracle.Known.Value;

/**
 * What the oracle knows of the fields of the schema, by hand and by name. A field that is neither
 * here nor a component of its type's row nor among {@link #NOT_COVERED} is unknown, and a test
 * fails.
 */
final class Fields {

  /** Fields that are knowingly not checked, each with the reason. */
  static final Map<String, String> NOT_COVERED = notCovered();

  /** The beginnings of the ids of node types, and their folds. */
  static final Map<String, Node> NODES =
      Map.ofEntries(
          Map.entry("Customer", new Node("customer", "customer")),
          Map.entry("CustomField", new Node("custom-field", "custom_field")),
          Map.entry("CustomerLink", new Node("link", "customer_link")),
          Map.entry("Scheme", new Node("scheme", "scheme")),
          Map.entry("Policy", new Node("policy", "policy")),
          Map.entry("Tier", new Node("tier", "tier")),
          Map.entry("Valuation", new Node("valuation", "valuation")),
          Map.entry("Evaluation", new Node("evaluation", "evaluation")),
          Map.entry("Custody", new Node("custody", "custody")),
          Map.entry("Portfolio", new Node("portfolio", "portfolio")),
          Map.entry("Contact", new Node("contact", "contact")),
          Map.entry("NextStep", new Node("next-step", "next_step")),
          Map.entry("Account", new Node("account", "account")),
          Map.entry("Unit", new Node("unit", "unit")),
          Map.entry("Section", new Node("section", "section")),
          Map.entry("Employee", new Node("employee", "employee")),
          Map.entry("DictionaryEntry", new Node("dictionary", "dictionary_entry")));

  private static Map<String, String> notCovered() {
    String byTheDay = "computed by the day; MetricsTest and HoldingGraphTest compare it";
    String part = "a part of the row, which TableCheck has compared";
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("Query.folds", "tells how the engine is doing, which is no fold of the log");
    reasons.put("Query.backtest", "computed for minutes; BacktestTest compares it");
    reasons.put("TimelineEntry.sentence", "a text; the contract of sentences is tested by itself");
    reasons.put("TimelineEntry.changes", "compares versions of rows that TableCheck has compared");
    reasons.put("Customer.figures", byTheDay);
    reasons.put("Customer.aum", byTheDay);
    reasons.put("Customer.averageDailyBalance", byTheDay);
    reasons.put("Tier.figures", part);
    reasons.put("Policy.metrics", "said by the rules, which are compared");
    reasons.put("Policy.findings", "said by the rules, which are compared");
    reasons.put("Policy.effectiveTo", "said by later versions, which are compared");
    for (String field :
        List.of(
            "currency",
            "prices",
            "contactCosts",
            "discountRate",
            "horizons",
            "creditGrades",
            "usualInStages",
            "usualInIndustries",
            "priceRises",
            "scores")) {
      reasons.put("Valuation." + field, part);
    }
    return Collections.unmodifiableMap(reasons);
  }

  /** A type whose rows have ids. */
  record Node(String prefix, String fold) {}

  private static final String CUSTOMER_ID = "customerId";

  private final Map<String, Known> known = new TreeMap<>();

  Fields() {
    roots();
    segmentation();
    valuation();
    ofCustomers();
    ofAccounts();
    ofEmployees();
    ofOthers();
    ofTimelines();
  }

  /** By {@code Type.field}. */
  Map<String, Known> known() {
    return known;
  }

  private void list(String field, Known.Lists lists) {
    known.put("Query." + field, lists);
  }

  private void listAndGroups(String field, String groups, Known.Lists lists) {
    list(field, lists);
    known.put("Query." + groups, lists.grouped());
  }

  private void roots() {
    listAndGroups("customers", "customerGroups", Known.all("customer"));
    list(
        "lostContacts",
        new Known.Lists(
            "customer_reach", asked -> asked.at().rows("customer_reach", "lost", true)));
    list("customerSearch", Known.all("customer_search"));
    list("customFields", Known.all("custom_field"));
    listAndGroups("units", "unitGroups", Known.all("unit"));
    list("sections", Known.all("section"));
    listAndGroups("employees", "employeeGroups", Known.all("employee"));
    listAndGroups("dictionaryEntries", "dictionaryEntryGroups", Known.all("dictionary_entry"));
    listAndGroups("accounts", "accountGroups", Known.all("account"));
    known.put(
        "Query.accountAttributeGroups", new Known.Groups("account", Known.all("account").rows()));
    listAndGroups("postings", "postingGroups", Known.all("posting"));
    listAndGroups("fees", "feeGroups", Known.all("fee"));
    list("exchangeRates", Known.all("exchange_rate"));
    listAndGroups("custodies", "custodyGroups", Known.all("custody"));
    list("pool", new Known.Lists("custody", Fields::pool));
    listAndGroups("portfolios", "portfolioGroups", Known.all("portfolio"));
    listAndGroups("contacts", "contactGroups", Known.all("contact"));
    known.put("Query.participationGroups", Known.all("participation").grouped());
    listAndGroups("nextSteps", "nextStepGroups", Known.all("next_step"));
    one("customer", "customer", CUSTOMER_ID);
    one("unit", "unit", "unitId");
    one("section", "section", "sectionId");
    one("employee", "employee", "employeeId");
    one("account", "account", "accountId");
    one("custody", "custody", CUSTOMER_ID);
    one("portfolio", "portfolio", "managerId");
    one("contact", "contact", "contactId");
    one("nextStep", "next_step", "nextStepId");
    known.put("Query.log", new Value(Fields::log));
    known.put("Query.node", new Value(Fields::node));
    known.put("Query.baseCurrency", new Value(Fields::baseCurrency));
  }

  private void one(String field, String fold, String argument) {
    known.put("Query." + field, Known.one(fold, argument));
  }

  private void valuation() {
    list("observations", Known.all("observation"));
    list("valuations", Known.all("valuation"));
    one("valuation", "valuation", "version");
    known.put("Observation.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("Customer.observations", Known.below("observation", CUSTOMER_ID, CUSTOMER_ID));
  }

  private void segmentation() {
    list("schemes", Known.all("scheme"));
    list("policies", Known.all("policy"));
    listAndGroups("tiers", "tierGroups", Known.all("tier"));
    list("tierMoves", Known.all("tier_move"));
    known.put("Query.tierMoveGroups", new Known.Groups("tier_move", Fields::moves));
    list("evaluations", Known.all("evaluation"));
    list("businessDays", Known.all("business_day"));
    one("scheme", "scheme", "scheme");
    one("evaluation", "evaluation", "evaluationId");
    known.put("Scheme.policies", Known.below("policy", "scheme", "scheme"));
    known.put("Tier.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("TierMove.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("Customer.tiers", Known.below("tier", CUSTOMER_ID, CUSTOMER_ID));
    known.put("Customer.tierMoves", Known.below("tier_move", CUSTOMER_ID, CUSTOMER_ID));
    known.put(
        "Customer.tier",
        new Value(
            asked ->
                asked
                    .at()
                    .row("tier", asked.text("scheme"), Plain.text(asked.row(), CUSTOMER_ID))));
  }

  private void ofCustomers() {
    known.put("Customer.attributes", Known.attributes());
    ofCustomer("identityDocuments", "identity_document");
    ofCustomer("contactPoints", "contact_point");
    ofCustomer("consents", "consent");
    ofCustomer("contactPersons", "contact_person");
    ofCustomer("financialProfiles", "financial_profile");
    ofCustomer("creditRatings", "credit_rating");
    ofCustomer("customFields", "custom_field_value");
    ofCustomer("accountRoles", "account_party");
    ofCustomer("contacts", "contact");
    ofCustomer("nextSteps", "next_step");
    known.put("Customer.accounts", Known.below("account", "ownerId", CUSTOMER_ID));
    known.put("Customer.linksFrom", Known.below("customer_link", "fromCustomerId", CUSTOMER_ID));
    known.put("Customer.linksTo", Known.below("customer_link", "toCustomerId", CUSTOMER_ID));
    known.put("Customer.lostContact", new Value(Fields::lost));
    known.put("Customer.groupMembers", new Value(Fields::members));
    known.put("Customer.custody", Known.reference("custody", CUSTOMER_ID));
    known.put("Customer.manager", new Value(Fields::manager));
    known.put("LostContact.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("FoundCustomer.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("CustomFieldValue.field", Known.reference("custom_field", "fieldId"));
    known.put("CustomerLink.fromCustomer", Known.reference("customer", "fromCustomerId"));
    known.put("CustomerLink.toCustomer", Known.reference("customer", "toCustomerId"));
    known.put(
        "GroupMember.customer",
        new Value(
            asked ->
                asked
                    .at()
                    .row(
                        "customer",
                        Objects.requireNonNull(
                            ((Map<?, ?>) Objects.requireNonNull(asked.parent()))
                                .get(CUSTOMER_ID)))));
  }

  private void ofCustomer(String field, String fold) {
    known.put("Customer." + field, Known.below(fold, CUSTOMER_ID, CUSTOMER_ID));
  }

  private void ofAccounts() {
    known.put("Account.owner", Known.reference("customer", "ownerId"));
    known.put("Account.attributes", Known.attributes());
    known.put("Account.parties", Known.below("account_party", "accountId", "accountId"));
    known.put("Account.dailyBalances", Known.below("daily_balance", "accountId", "accountId"));
    known.put("Account.postings", Known.below("posting", "accountId", "accountId"));
    known.put("Account.fees", Known.below("fee", "accountId", "accountId"));
    known.put("Account.interestRates", Known.below("interest_rate", "accountId", "accountId"));
    known.put("Account.balanceOn", new Value(Balances::on));
    known.put("Account.averageDailyBalance", new Value(Balances::average));
    known.put("Posting.account", Known.reference("account", "accountId"));
    known.put("Fee.account", Known.reference("account", "accountId"));
    known.put("AccountParty.account", Known.reference("account", "accountId"));
    known.put("AccountParty.customer", Known.reference("customer", CUSTOMER_ID));
  }

  private void ofEmployees() {
    known.put("Employee.unit", Known.reference("unit", "unitId"));
    known.put("Employee.section", Known.reference("section", "sectionId"));
    known.put("Employee.portfolio", Known.reference("portfolio", "employeeId"));
    known.put("Employee.customers", Known.below("custody", "managerId", "employeeId"));
    known.put("Employee.contacts", Known.below("participation", "employeeId", "employeeId"));
    known.put("Employee.nextSteps", Known.below("next_step", "employeeId", "employeeId"));
    known.put("Unit.parent", Known.reference("unit", "parentId"));
    known.put("Unit.children", Known.below("unit", "parentId", "unitId"));
    known.put("Unit.path", new Value(Fields::path));
    known.put("Unit.employees", Known.below("employee", "unitId", "unitId"));
    known.put("Section.employees", Known.below("employee", "sectionId", "sectionId"));
    known.put("Portfolio.manager", Known.reference("employee", "managerId"));
    known.put("Portfolio.custodies", Known.below("custody", "managerId", "managerId"));
    known.put("Custody.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("Custody.manager", Known.reference("employee", "managerId"));
    known.put("Custody.attributedToEmployee", Known.reference("employee", "attributedTo"));
  }

  private void ofOthers() {
    known.put("Contact.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("Contact.attributes", Known.attributes());
    known.put("Contact.participations", Known.below("participation", "contactId", "contactId"));
    known.put("Contact.nextSteps", Known.below("next_step", "contactId", "contactId"));
    known.put("Participation.contact", Known.reference("contact", "contactId"));
    known.put("Participation.employee", Known.reference("employee", "employeeId"));
    known.put("NextStep.customer", Known.reference("customer", CUSTOMER_ID));
    known.put("NextStep.employee", Known.reference("employee", "employeeId"));
    known.put("NextStep.contact", Known.reference("contact", "contactId"));
  }

  private void ofTimelines() {
    list(
        "timeline",
        new Known.Lists(
            "timeline",
            asked -> asked.at().rows("timeline").stream().filter(Fields::isStep).toList()));
    known.put("Customer.timeline", steps("customer/", CUSTOMER_ID));
    known.put("Account.timeline", steps("account/", "accountId"));
    metadata("onBehalfOf", Metadata::onBehalfOf);
    metadata("commandId", Metadata::commandId);
    metadata("commandType", Metadata::commandType);
    metadata("correlationId", Metadata::correlationId);
    metadata("causationId", Metadata::causationId);
    metadata("reason", Metadata::reason);
    metadata("policy", Metadata::policy);
    known.put("TimelineEntry.customer", new Value(Fields::customerThen));
  }

  private static Known.Lists steps(String prefix, String own) {
    return new Known.Lists(
        "timeline",
        asked ->
            asked.at().rows("timeline", "subject", prefix + Plain.text(asked.row(), own)).stream()
                .filter(Fields::isStep)
                .toList());
  }

  private void metadata(String field, Function<Metadata, @Nullable String> value) {
    known.put(
        "TimelineEntry." + field,
        new Value(
            asked -> value.apply(asked.at().store().event(position(asked.row())).metadata())));
  }

  private static boolean isStep(Record row) {
    return position(row) > 0;
  }

  private static long position(Record row) {
    return Long.parseLong(Plain.text(row, "position"));
  }

  private static @Nullable Object customerThen(Asked asked) {
    String subject = Plain.text(asked.row(), "subject");
    if (!subject.startsWith("customer/")) {
      return null;
    }
    At then = asked.at().asOf(position(asked.row()));
    return new Moved(then.row("customer", subject.substring("customer/".length())), then);
  }

  private static Collection<Record> pool(Asked asked) {
    return asked.at().rows("custody").stream()
        .filter(row -> Plain.of(row, "managerId") == null)
        .filter(row -> Boolean.FALSE.equals(Plain.of(row, "closed")))
        .toList();
  }

  private static Object log(Asked asked) {
    At at = asked.at();
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    log.put("incarnation", at.store().incarnation().toString());
    log.put("position", at.position());
    log.put(
        "recordedAt",
        at.position() == 0 ? null : at.store().event(at.position()).recordedAt().toString());
    return log;
  }

  private static @Nullable Object node(Asked asked) {
    String id = asked.text("id");
    for (Node node : NODES.values()) {
      for (Record row : asked.at().rows(node.fold())) {
        if (id.equals(Answers.id(node, row, asked.at()))) {
          return row;
        }
      }
    }
    return null;
  }

  private static Object baseCurrency(Asked asked) {
    Collection<Record> set = asked.at().rows("base_currency");
    return set.isEmpty() ? Map.of("currency", "CNY", "fixed", false) : set.iterator().next();
  }

  private static Object lost(Asked asked) {
    @Nullable Record reach = asked.at().row("customer_reach", Plain.text(asked.row(), CUSTOMER_ID));
    return reach != null && Boolean.TRUE.equals(Plain.of(reach, "lost"));
  }

  private static @Nullable Object manager(Asked asked) {
    @Nullable Record custody = asked.at().row("custody", Plain.text(asked.row(), CUSTOMER_ID));
    @Nullable Object manager = custody == null ? null : Plain.of(custody, "managerId");
    return manager == null ? null : asked.at().row("employee", manager);
  }

  /** Level by level, each customer once, with the greatest share held on the level above. */
  private static Object members(Asked asked) {
    String root = Plain.text(asked.row(), CUSTOMER_ID);
    List<Record> links =
        asked.at().rows("customer_link", "kind", "GROUP_MEMBER").stream()
            .filter(link -> Plain.of(link, "to") == null)
            .toList();
    Map<String, Map<String, @Nullable Object>> found = new TreeMap<>();
    List<String> above = List.of(root);
    for (int level = 1; level <= 20 && !above.isEmpty(); level++) {
      Map<String, @Nullable Object> reached = new HashMap<>();
      for (Record link : links) {
        String to = Plain.text(link, "toCustomerId");
        boolean isNew = !to.equals(root) && !found.containsKey(to);
        if (isNew && above.contains(Plain.text(link, "fromCustomerId"))) {
          @Nullable Object share = Plain.of(link, "share");
          @Nullable Object other = reached.get(to);
          reached.put(
              to,
              share != null && (other == null || Plain.compare(share, other) > 0) ? share : other);
        }
      }
      for (Map.Entry<String, @Nullable Object> one : reached.entrySet()) {
        Map<String, @Nullable Object> member = new HashMap<>();
        member.put(CUSTOMER_ID, one.getKey());
        member.put("share", one.getValue());
        member.put("level", level);
        found.put(one.getKey(), member);
      }
      above = List.copyOf(reached.keySet());
    }
    return found.values().stream()
        .sorted((one, other) -> Order.compare(one.get(CUSTOMER_ID), other.get(CUSTOMER_ID)))
        .toList();
  }

  private static Object path(Asked asked) {
    List<Record> path = new ArrayList<>();
    @Nullable Record unit = asked.row();
    while (unit != null && path.size() <= 100) {
      path.addFirst(unit);
      @Nullable Object parent = Plain.of(unit, "parentId");
      unit = parent == null ? null : asked.at().row("unit", parent);
    }
    return path;
  }

  /** Every step; with {@code between} the last step of each customer, told from the tier before. */
  private static Collection<Record> moves(Asked asked) {
    Collection<Record> steps = asked.at().rows("tier_move");
    if (!(asked.arguments().get("between") instanceof Map<?, ?> between)) {
      return steps;
    }
    LocalDate from = LocalDate.parse(String.valueOf(between.get("from")));
    LocalDate to = LocalDate.parse(String.valueOf(between.get("to")));
    Map<String, List<Record>> byCustomer = new TreeMap<>();
    steps.stream()
        .sorted(Comparator.comparing(Fields::day).thenComparing(Fields::position))
        .forEach(
            step ->
                byCustomer
                    .computeIfAbsent(
                        Plain.text(step, "scheme") + " " + Plain.text(step, CUSTOMER_ID),
                        _ -> new ArrayList<>())
                    .add(step));
    List<Record> net = new ArrayList<>();
    for (List<Record> own : byCustomer.values()) {
      @Nullable Object before = null;
      @Nullable Record last = null;
      for (Record step : own) {
        if (!day(step).isAfter(from)) {
          before = Plain.raw(step, "newTier");
        } else if (!day(step).isAfter(to)) {
          last = step;
        }
      }
      if (last != null && !Objects.equals(before, Plain.raw(last, "newTier"))) {
        net.add(Plain.with(last, "oldTier", before));
      }
    }
    return net;
  }

  private static LocalDate day(Record step) {
    return (LocalDate) Objects.requireNonNull(Plain.of(step, "on"));
  }
}
