package org.relata.query.engagement;

import java.util.List;
import java.util.Map;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.OtherNode;

/** What can be asked about contacts; the schema is {@code schema/engagement.graphqls}. */
public final class EngagementGraph implements GraphModule {

  private static final Listing<ContactRow> CONTACTS =
      Listing.of(ContactFold.TABLE)
          .filterIn("contactId", "channel", "purpose", "result", "month")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("employeeId", Filters.holdsAny("employeeIds"))
          .filter("on", Filters.range("on"))
          .filter("startsAt", Filters.range("startsAt"))
          .filter("summary", Filters.text("summary"))
          .filter("minutes", Filters.range("minutes"))
          .orderBy("startsAt", "channel", "minutes")
          .groupBy("channel", "month", "purpose", "result")
          .aggregate("minutes", "on")
          .build();

  private static final Listing<ParticipationRow> PARTICIPATIONS =
      Listing.of(ParticipationFold.TABLE)
          .filterIn("employeeId", "channel", "purpose", "result", "month")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("on", Filters.range("on"))
          .orderBy("startsAt")
          .groupBy("employeeId", "channel", "month", "purpose", "result")
          .aggregate("minutes", "on")
          .build();

  private static final Listing<NextStepRow> NEXT_STEPS =
      Listing.of(NextStepFold.TABLE)
          .filterIn("nextStepId", "employeeId", "contactId", "status")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("due", Filters.range("due"))
          .filter("completedOn", Filters.range("completedOn"))
          .filter("what", Filters.text("what"))
          .orderBy("due", "status", "completedOn")
          .groupBy("employeeId", "status")
          .aggregate("due")
          .build();

  /** Something else that a source system told of a contact. */
  record Attribute(String name, String value) {

    static List<Attribute> of(Map<Code, Label> attributes) {
      return attributes.entrySet().stream()
          .map(entry -> new Attribute(entry.getKey().value(), entry.getValue().value()))
          .sorted(java.util.Comparator.comparing(Attribute::name))
          .toList();
    }
  }

  @Override
  public void register(Graph graph) {
    NodeType<ContactRow> contact = graph.node("Contact", "contact", ContactFold.TABLE);
    NodeType<NextStepRow> nextStep = graph.node("NextStep", "next-step", NextStepFold.TABLE);
    OtherNode customer = OtherNode.of(graph, "Customer");
    OtherNode employee = OtherNode.of(graph, "Employee");
    graph.type("Participation", ParticipationRow.class);
    graph.type("ContactAttribute", Attribute.class);
    graph.one("contact", "contactId", contact);
    graph.connection("contacts", CONTACTS);
    graph.groups("contactGroups", CONTACTS);
    graph.groups("participationGroups", PARTICIPATIONS);
    graph.one("nextStep", "nextStepId", nextStep);
    graph.connection("nextSteps", NEXT_STEPS);
    graph.groups("nextStepGroups", NEXT_STEPS);
    graph.<ContactRow>field("Contact", "attributes", (row, _) -> Attribute.of(row.attributes()));
    graph.reference("Contact", "customer", "Customer", ContactFold.TABLE, "customerId");
    graph.<ContactRow, ParticipationRow>list(
        "Contact", "participations", PARTICIPATIONS, "contactId", ContactRow::contactId);
    graph.<ContactRow, NextStepRow>list(
        "Contact", "nextSteps", NEXT_STEPS, "contactId", ContactRow::contactId);
    graph.reference("Participation", "contact", "Contact", ParticipationFold.TABLE, "contactId");
    graph.reference("Participation", "employee", "Employee", ParticipationFold.TABLE, "employeeId");
    graph.reference("NextStep", "customer", "Customer", NextStepFold.TABLE, "customerId");
    graph.reference("NextStep", "employee", "Employee", NextStepFold.TABLE, "employeeId");
    graph.reference("NextStep", "contact", "Contact", NextStepFold.TABLE, "contactId");
    graph.<Record, ContactRow>nested(
        "Customer", "contacts", CONTACTS, "customerId", customer::filed);
    graph.<Record, NextStepRow>nested(
        "Customer", "nextSteps", NEXT_STEPS, "customerId", customer::filed);
    graph.<Record, ParticipationRow>nested(
        "Employee", "contacts", PARTICIPATIONS, "employeeId", employee::identifier);
    graph.<Record, NextStepRow>nested(
        "Employee", "nextSteps", NEXT_STEPS, "employeeId", employee::identifier);
  }
}
