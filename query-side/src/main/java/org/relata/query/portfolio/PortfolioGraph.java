package org.relata.query.portfolio;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.OtherNode;
import org.relata.query.platform.graph.Relation;

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
    return scope -> {
      Relation<CustodyRow> custody = scope.other(CustodyFold.TABLE);
      return DSL.field(
          DSL.select(custody.column("managerId"))
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
  }
}
