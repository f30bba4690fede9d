package org.relata.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Value;

/** The fields of who keeps whom, and of the processes that change it. */
final class PortfolioFields {

  private static final String CUSTOMER_ID = "customerId";

  private PortfolioFields() {}

  static void tell(Fields fields) {
    fields.node("Custody", "custody", "custody");
    fields.node("Portfolio", "portfolio", "portfolio");
    fields.node("Allotment", "allotment", "allotment");
    fields.node("HandOver", "hand-over", "hand_over");
    fields.node("KeyAccountPlan", "key-account-plan", "key_account_plan");
    fields.notCovered("Query.allotmentPreview", "computed from rows; AllotmentTest compares it");
    fields.listAndGroups("custodies", "custodyGroups", Known.all("custody"));
    fields.list("pool", new Known.Lists("custody", PortfolioFields::pool));
    fields.listAndGroups("portfolios", "portfolioGroups", Known.all("portfolio"));
    fields.one("custody", "custody", CUSTOMER_ID);
    fields.one("portfolio", "portfolio", "managerId");
    fields.put("Customer.custody", Known.reference("custody", CUSTOMER_ID));
    fields.put("Customer.manager", new Value(PortfolioFields::manager));
    fields.put("Employee.portfolio", Known.reference("portfolio", "employeeId"));
    fields.put("Employee.customers", Known.below("custody", "managerId", "employeeId"));
    fields.put("Portfolio.manager", Known.reference("employee", "managerId"));
    fields.put("Portfolio.custodies", Known.below("custody", "managerId", "managerId"));
    fields.put("Custody.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("Custody.manager", Known.reference("employee", "managerId"));
    fields.put("Custody.attributedToEmployee", Known.reference("employee", "attributedTo"));
    fields.list("allotments", Known.all("allotment"));
    fields.one("allotment", "allotment", "allotmentId");
    fields.list("allotmentResults", Known.all("allotment_result"));
    fields.list("handOvers", Known.all("hand_over"));
    fields.one("handOver", "hand_over", "handOverId");
    fields.list("collisions", Known.all("collision"));
    fields.list("teamMembers", Known.all("team_member"));
    fields.list("keyAccountPlans", Known.all("key_account_plan"));
    fields.put("Query.keeping", new Value(PortfolioFields::keeping));
    fields.put("Query.bindingSchemes", new Value(PortfolioFields::binding));
    fields.put("Allotment.results", Known.below("allotment_result", "allotmentId", "allotmentId"));
    fields.put("AllotmentResult.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("AllotmentResult.manager", Known.reference("employee", "managerId"));
    fields.put("HandOver.items", Known.below("hand_over_item", "handOverId", "handOverId"));
    fields.put("HandOver.giver", Known.reference("employee", "giverId"));
    fields.put("HandOver.head", Known.reference("employee", "headId"));
    fields.put("HandOverItem.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("HandOverItem.taker", Known.reference("employee", "takerId"));
    fields.put("KeyAccountPlan.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("TeamMember.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("TeamMember.employee", Known.reference("employee", "employeeId"));
    fields.put("Collision.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("Collision.keeper", Known.reference("employee", "keeperId"));
    fields.put("Collision.claimant", Known.reference("employee", "claimantId"));
    fields.put("Customer.keyAccountPlan", new Value(PortfolioFields::plan));
    fields.put("Customer.team", Known.belonging("team_member", CUSTOMER_ID));
    fields.put("Customer.collisions", Known.belonging("collision", CUSTOMER_ID));
    fields.put("Employee.teams", Known.below("team_member", "employeeId", "employeeId"));
  }

  private static Collection<Record> pool(Asked asked) {
    return asked.at().rows("custody").stream()
        .filter(row -> Plain.of(row, "managerId") == null)
        .filter(row -> Boolean.FALSE.equals(Plain.of(row, "closed")))
        .toList();
  }

  private static @Nullable Object manager(Asked asked) {
    @Nullable Record custody = asked.at().row("custody", Plain.text(asked.row(), CUSTOMER_ID));
    @Nullable Object manager = custody == null ? null : Plain.of(custody, "managerId");
    return manager == null ? null : asked.at().row("employee", manager);
  }

  /** An open plan of any of the customer's records, or else one that is over. */
  private static @Nullable Object plan(Asked asked) {
    @Nullable Record over = null;
    for (String record : Known.records(asked.row())) {
      @Nullable Record plan = asked.at().row("key_account_plan", record);
      if (plan != null && Boolean.FALSE.equals(Plain.of(plan, "closed"))) {
        return plan;
      }
      over = over == null ? plan : over;
    }
    return over;
  }

  private static Object keeping(Asked asked) {
    Collection<Record> set = asked.at().rows("keeping");
    return set.isEmpty() ? Map.of("collisionRule", "RECORDED_FIRST") : set.iterator().next();
  }

  private static Object binding(Asked asked) {
    Collection<Record> set = asked.at().rows("binding");
    return set.isEmpty()
        ? List.of()
        : Objects.requireNonNull(Plain.of(set.iterator().next(), "schemes"));
  }
}
