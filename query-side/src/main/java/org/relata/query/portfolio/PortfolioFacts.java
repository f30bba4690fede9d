package org.relata.query.portfolio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** Who keeps whom, and how many may be kept. */
public final class PortfolioFacts {

  private PortfolioFacts() {}

  /** The managers of those of some customers that have one, by customer. */
  public static Map<String, String> managers(Set<String> customers, View view) {
    Relation<CustodyRow> custody = view.read(CustodyFold.TABLE);
    Map<String, String> managers = new HashMap<>();
    view.sql()
        .select(custody.column("customerId"), custody.column("managerId"))
        .from(custody.table())
        .where(custody.at())
        .and(custody.column("managerId").isNotNull())
        .and(custody.column("customerId").in(List.copyOf(customers)))
        .forEach(row -> managers.put(row.get(0, String.class), row.get(1, String.class)));
    return managers;
  }

  /** How many customers each manager who has not left may keep. */
  public static Map<String, Integer> caps(View view) {
    Relation<PortfolioRow> portfolio = view.read(PortfolioFold.TABLE);
    Map<String, Integer> caps = new HashMap<>();
    view.sql()
        .select(portfolio.column("managerId"), portfolio.column("cap"))
        .from(portfolio.table())
        .where(portfolio.at())
        .and(portfolio.column("closed").isFalse())
        .forEach(row -> caps.put(row.get(0, String.class), row.get(1, Integer.class)));
    return caps;
  }

  /** How many more customers each manager may keep whose portfolio is neither closed nor frozen. */
  public static Map<String, Integer> free(View view) {
    Relation<PortfolioRow> portfolio = view.read(PortfolioFold.TABLE);
    Map<String, Integer> free = new HashMap<>();
    view.sql()
        .select(portfolio.column("managerId"), portfolio.column("free"))
        .from(portfolio.table())
        .where(portfolio.at())
        .and(portfolio.column("closed").isFalse())
        .and(portfolio.column("frozenBy").isNull())
        .forEach(row -> free.put(row.get(0, String.class), row.get(1, Integer.class)));
    return free;
  }

  /** The living customers without a manager. */
  public static List<String> pool(View view) {
    Relation<CustodyRow> custody = view.read(CustodyFold.TABLE);
    return view.sql()
        .select(custody.column("customerId"))
        .from(custody.table())
        .where(custody.at())
        .and(custody.column("managerId").isNull())
        .and(custody.column("closed").isFalse())
        .fetch(row -> row.get(0, String.class));
  }
}
