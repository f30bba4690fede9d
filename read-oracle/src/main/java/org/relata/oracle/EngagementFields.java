package org.relata.oracle;

/** The fields of contacts and next steps. */
final class EngagementFields {

  private static final String CUSTOMER_ID = "customerId";

  private EngagementFields() {}

  static void tell(Fields fields) {
    fields.node("Contact", "contact", "contact");
    fields.node("NextStep", "next-step", "next_step");
    fields.listAndGroups("contacts", "contactGroups", Known.all("contact"));
    fields.put("Query.participationGroups", Known.all("participation").grouped());
    fields.listAndGroups("nextSteps", "nextStepGroups", Known.all("next_step"));
    fields.one("contact", "contact", "contactId");
    fields.one("nextStep", "next_step", "nextStepId");
    fields.ofCustomer("contacts", "contact");
    fields.ofCustomer("nextSteps", "next_step");
    fields.put("Employee.contacts", Known.below("participation", "employeeId", "employeeId"));
    fields.put("Employee.nextSteps", Known.below("next_step", "employeeId", "employeeId"));
    fields.put("Contact.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("Contact.attributes", Known.attributes());
    fields.put("Contact.participations", Known.below("participation", "contactId", "contactId"));
    fields.put("Contact.nextSteps", Known.below("next_step", "contactId", "contactId"));
    fields.put("Participation.contact", Known.reference("contact", "contactId"));
    fields.put("Participation.employee", Known.reference("employee", "employeeId"));
    fields.put("NextStep.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("NextStep.employee", Known.reference("employee", "employeeId"));
    fields.put("NextStep.contact", Known.reference("contact", "contactId"));
  }
}
