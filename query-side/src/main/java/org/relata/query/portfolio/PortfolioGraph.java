package org.relata.query.portfolio;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.OtherNode;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What can be asked about portfolios; the schema is {@code schema/portfolio.graphqls}. */
public final class PortfolioGraph implements GraphModule {

  private static final Listing<CustodyRow> CUSTODIES =
      custodies()
          .filterIn("managerId")
          .filter("closed", Filters.equal("closed"))
          .filter("inPool", (value, scope) -> inPool(Boolean.TRUE.equals(value), scope))
          .groupBy("managerId", "attributedTo", "closed")
          .build();

  /** Whom a manager may claim: a closed customer is given to nobody. */
  private static final Listing<CustodyRow> POOL =
      custodies()
          .always(
              (_, scope) -> inPool(true, scope).and(scope.relation().column("closed").isFalse()))
          .build();

  private static final Listing<PortfolioRow> PORTFOLIOS =
      Listing.of(PortfolioFold.TABLE)
          .filterIn("managerId")
          .filter("customers", Filters.range("customers"))
          .filter("free", Filters.range("free"))
          .filter("closed", Filters.equal("closed"))
          .orderBy("customers", "free")
          .groupBy("closed")
          .aggregate("customers", "cap", "free")
          .build();

  private static final Listing<AllotmentRow> ALLOTMENTS =
      Listing.of(AllotmentFold.TABLE)
          .filterIn("allotmentId", "state")
          .orderBy("requestedAt")
          .build();

  private static final Listing<AllotmentResultRow> RESULTS =
      Listing.of(AllotmentResultFold.TABLE)
          .filterIn("allotmentId", "customerId", "result", "managerId", "reason")
          .build();

  private static final Listing<HandOverRow> HAND_OVERS =
      Listing.of(HandOverFold.TABLE).filterIn("handOverId", "giverId", "state").build();

  private static final Listing<HandOverItemRow> ITEMS =
      Listing.of(HandOverItemFold.TABLE)
          .filterIn("customerId", "takerId")
          .filter("done", Filters.equal("done"))
          .build();

  private static final Listing<CollisionRow> COLLISIONS =
      Listing.of(CollisionFold.TABLE)
          .filterIn("keeperId", "claimantId")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("open", (value, scope) -> open(Boolean.TRUE.equals(value), scope))
          .filter("unitId", CustomerGraph.ofUnit("customerId"))
          .orderBy("detectedAt")
          .build();

  private static final Listing<TeamMemberRow> MEMBERS =
      Listing.of(TeamMemberFold.TABLE)
          .filterIn("employeeId", "role")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .build();

  private static final Listing<PlanRow> PLANS =
      Listing.of(PlanFold.TABLE)
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("closed", Filters.equal("closed"))
          .build();

  private static org.jooq.Condition open(boolean open, Filter.Scope scope) {
    Field<Object> winner = scope.relation().column("winnerId");
    return open ? winner.isNull() : winner.isNotNull();
  }

  private static Listing.Builder<CustodyRow> custodies() {
    return Listing.of(CustodyFold.TABLE)
        .filterIn("customerId", "attributedTo")
        .filter("since", Filters.range("since"))
        .orderBy("since", "attributedTo");
  }

  private static org.jooq.Condition inPool(boolean inPool, Filter.Scope scope) {
    Field<Object> manager = scope.relation().column("managerId");
    return inPool ? manager.isNull() : manager.isNotNull();
  }

  /**
   * Rows of other folds are chosen by who keeps the customer that they belong to.
   *
   * @param component the one that holds the customer's identifier
   */
  public static Filter keptBy(String component) {
    return Filters.exists(CustodyFold.TABLE, component, "customerId", Filters.in("managerId"));
  }

  /** Rows of other folds are grouped by the manager of their customer; null in the pool. */
  public static Listing.Grouping manager(String component) {
    return kept(component, "managerId");
  }

  /** Rows of other folds are grouped by whom the income from their customer is credited to. */
  public static Listing.Grouping attributed(String component) {
    return kept(component, "attributedTo");
  }

  private static Listing.Grouping kept(String component, String what) {
    return scope -> {
      Relation<CustodyRow> custody = scope.other(CustodyFold.TABLE);
      return DSL.field(
          DSL.select(custody.column(what))
              .from(custody.table())
              .where(custody.at())
              .and(custody.column("customerId").eq(scope.relation().column(component))));
    };
  }

  @Override
  public void register(Graph graph) {
    NodeType<CustodyRow> custody = graph.node("Custody", "custody", CustodyFold.TABLE);
    NodeType<PortfolioRow> portfolio = graph.node("Portfolio", "portfolio", PortfolioFold.TABLE);
    OtherNode customer = OtherNode.of(graph, "Customer");
    OtherNode employee = OtherNode.of(graph, "Employee");
    graph.one("custody", "customerId", custody);
    graph.connection("custodies", CUSTODIES);
    graph.groups("custodyGroups", CUSTODIES);
    graph.connection("pool", POOL);
    graph.one("portfolio", "managerId", portfolio);
    graph.connection("portfolios", PORTFOLIOS);
    graph.groups("portfolioGroups", PORTFOLIOS);
    graph.reference("Custody", "customer", "Customer", CustodyFold.TABLE, "customerId");
    graph.reference("Custody", "manager", "Employee", CustodyFold.TABLE, "managerId");
    graph.reference(
        "Custody", "attributedToEmployee", "Employee", CustodyFold.TABLE, "attributedTo");
    graph.reference("Portfolio", "manager", "Employee", PortfolioFold.TABLE, "managerId");
    graph.<PortfolioRow, CustodyRow>nested(
        "Portfolio", "custodies", CUSTODIES, "managerId", PortfolioRow::managerId);
    graph.<Record, CustodyRow>reference("Customer", "custody", custody, customer::identifier);
    graph.referenceThrough(
        "Customer", "manager", "Employee", CustodyFold.TABLE, "customerId", "managerId");
    graph.<Record, PortfolioRow>reference("Employee", "portfolio", portfolio, employee::identifier);
    graph.<Record, CustodyRow>nested(
        "Employee", "customers", CUSTODIES, "managerId", employee::identifier);
    allotments(graph);
    handOvers(graph);
    keyAccounts(graph, customer, employee);
  }

  private static void allotments(Graph graph) {
    NodeType<AllotmentRow> allotment = graph.node("Allotment", "allotment", AllotmentFold.TABLE);
    graph.type("AllotmentResult", AllotmentResultRow.class);
    graph.one("allotment", "allotmentId", allotment);
    graph.connection("allotments", ALLOTMENTS);
    graph.connection("allotmentResults", RESULTS);
    graph.<AllotmentRow, AllotmentResultRow>nested(
        "Allotment", "results", RESULTS, "allotmentId", AllotmentRow::allotmentId);
    graph.reference(
        "AllotmentResult", "customer", "Customer", AllotmentResultFold.TABLE, "customerId");
    graph.reference(
        "AllotmentResult", "manager", "Employee", AllotmentResultFold.TABLE, "managerId");
  }

  private static void handOvers(Graph graph) {
    NodeType<HandOverRow> handOver = graph.node("HandOver", "hand-over", HandOverFold.TABLE);
    graph.type("HandOverItem", HandOverItemRow.class);
    graph.one("handOver", "handOverId", handOver);
    graph.connection("handOvers", HAND_OVERS);
    graph.<HandOverRow, HandOverItemRow>nested(
        "HandOver", "items", ITEMS, "handOverId", HandOverRow::handOverId);
    graph.reference("HandOver", "giver", "Employee", HandOverFold.TABLE, "giverId");
    graph.reference("HandOver", "head", "Employee", HandOverFold.TABLE, "headId");
    graph.reference("HandOverItem", "customer", "Customer", HandOverItemFold.TABLE, "customerId");
    graph.reference("HandOverItem", "taker", "Employee", HandOverItemFold.TABLE, "takerId");
  }

  private static void keyAccounts(Graph graph, OtherNode customer, OtherNode employee) {
    graph.node("KeyAccountPlan", "key-account-plan", PlanFold.TABLE);
    graph.type("PlanNeed", KeyAccountPlan.Need.class);
    graph.type("PlanAction", KeyAccountPlan.Action.class);
    graph.type("TeamMember", TeamMemberRow.class);
    graph.type("Collision", CollisionRow.class);
    graph.type("Keeping", KeepingRow.class);
    graph.connection("collisions", COLLISIONS);
    graph.connection("teamMembers", MEMBERS);
    graph.connection("keyAccountPlans", PLANS);
    graph.root("keeping", question -> keeping(question.view()));
    graph.reference("KeyAccountPlan", "customer", "Customer", PlanFold.TABLE, "customerId");
    graph.reference("TeamMember", "customer", "Customer", TeamMemberFold.TABLE, "customerId");
    graph.reference("TeamMember", "employee", "Employee", TeamMemberFold.TABLE, "employeeId");
    graph.reference("Collision", "customer", "Customer", CollisionFold.TABLE, "customerId");
    graph.reference("Collision", "keeper", "Employee", CollisionFold.TABLE, "keeperId");
    graph.reference("Collision", "claimant", "Employee", CollisionFold.TABLE, "claimantId");
    graph.<Record, Filed, PlanRow>batch(
        "Customer", "keyAccountPlan", customer::filed, PortfolioGraph::plans);
    graph.<Record, TeamMemberRow>list("Customer", "team", MEMBERS, "customerId", customer::filed);
    graph.<Record, CollisionRow>list(
        "Customer", "collisions", COLLISIONS, "customerId", customer::filed);
    graph.<Record, TeamMemberRow>list(
        "Employee", "teams", MEMBERS, "employeeId", employee::identifier);
  }

  /**
   * One plan of each customer, whatever record of it it is filed under: an open one before one that
   * is over, and then the customer's own.
   */
  private static Map<Filed, PlanRow> plans(Set<Filed> customers, Question question) {
    Relation<PlanRow> plan = question.read(PlanFold.TABLE);
    Map<String, PlanRow> found = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(plan.columns())
        .from(plan.table())
        .where(plan.at())
        .and(plan.column("customerId").in(Filed.keys(customers)))
        .forEach(
            record -> {
              PlanRow row = plan.row(record, 0);
              found.put(row.customerId().value(), row);
            });
    Map<Filed, PlanRow> plans = new HashMap<>();
    for (Filed customer : customers) {
      customer.under().stream()
          .flatMap(one -> Stream.ofNullable(found.get(one)))
          .min(Comparator.comparing(PlanRow::closed))
          .ifPresent(row -> plans.put(customer, row));
    }
    return plans;
  }

  private static KeepingRow keeping(View view) {
    Relation<KeepingRow> set = view.read(KeepingFold.TABLE);
    return view.sql()
        .select(set.columns())
        .from(set.table())
        .where(set.at())
        .fetchOptional(record -> set.row(record, 0))
        .orElse(KeepingRow.DEFAULT);
  }
}
