package org.relata.oracle;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Value;

/** The fields of customers and of what is known of them. */
final class CustomerFields {

  private static final String CUSTOMER_ID = "customerId";

  private CustomerFields() {}

  static void tell(Fields fields) {
    fields.node("Customer", "customer", "customer");
    fields.node("CustomField", "custom-field", "custom_field");
    fields.node("CustomerLink", "link", "customer_link");
    fields.listAndGroups("customers", "customerGroups", Known.all("customer"));
    fields.list(
        "lostContacts",
        new Known.Lists(
            "customer_reach",
            asked ->
                asked.at().rows("customer_reach", "lost", true).stream()
                    .filter(reach -> isLost(Plain.text(reach, CUSTOMER_ID), asked.at()))
                    .toList()));
    fields.list("customerSearch", Known.all("customer_search"));
    fields.notCovered(
        "Query.duplicateCandidates", "computed from pairs of rows; DuplicatesTest compares it");
    fields.list("customFields", Known.all("custom_field"));
    fields.one("customer", "customer", CUSTOMER_ID);
    fields.put("Customer.attributes", Known.attributes());
    fields.ofCustomer("identityDocuments", "identity_document");
    fields.ofCustomer("contactPoints", "contact_point");
    fields.ofCustomer("consents", "consent");
    fields.ofCustomer("contactPersons", "contact_person");
    fields.ofCustomer("financialProfiles", "financial_profile");
    fields.ofCustomer("creditRatings", "credit_rating");
    fields.put(
        "Customer.customFields", Known.below("custom_field_value", CUSTOMER_ID, CUSTOMER_ID));
    fields.put("Customer.mergedInto", Known.reference("customer", "mergedInto"));
    fields.put("Customer.absorbed", Known.below("customer", "mergedInto", CUSTOMER_ID));
    fields.put("Customer.linksFrom", Known.belonging("customer_link", "fromCustomerId"));
    fields.put("Customer.linksTo", Known.belonging("customer_link", "toCustomerId"));
    fields.put("Customer.lostContact", new Value(CustomerFields::lost));
    fields.put("Customer.groupMembers", new Value(CustomerFields::members));
    fields.put("LostContact.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("FoundCustomer.customer", Known.reference("customer", CUSTOMER_ID));
    fields.put("CustomFieldValue.field", Known.reference("custom_field", "fieldId"));
    fields.put("CustomerLink.fromCustomer", Known.reference("customer", "fromCustomerId"));
    fields.put("CustomerLink.toCustomer", Known.reference("customer", "toCustomerId"));
    fields.put(
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

  private static Object lost(Asked asked) {
    return isLost(Plain.text(asked.row(), CUSTOMER_ID), asked.at());
  }

  /** Neither its own contact points work nor those of a record that is merged into it. */
  static boolean isLost(String customerId, At at) {
    @Nullable Record reach = at.row("customer_reach", customerId);
    return reach != null
        && Boolean.TRUE.equals(Plain.of(reach, "lost"))
        && at.rows("customer", "mergedInto", customerId).stream()
            .map(absorbed -> at.row("customer_reach", Plain.text(absorbed, CUSTOMER_ID)))
            .allMatch(other -> other == null || List.of().equals(Plain.of(other, "working")));
  }

  /** Of which customer a record is one. */
  private static String owner(String record, At at) {
    @Nullable Record customer = at.row("customer", record);
    @Nullable Object survivor = customer == null ? null : Plain.of(customer, "mergedInto");
    return survivor == null ? record : survivor.toString();
  }

  /** Level by level, each customer once, with the greatest share held on the level above. */
  private static Object members(Asked asked) {
    String root = Plain.text(asked.row(), CUSTOMER_ID);
    if (Known.records(asked.row()).isEmpty()) {
      return List.of();
    }
    List<Record> links =
        asked.at().rows("customer_link", "kind", "GROUP_MEMBER").stream()
            .filter(link -> isMember(link, asked.arguments().get("on")))
            .toList();
    Map<String, Map<String, @Nullable Object>> found = new TreeMap<>();
    List<String> above = List.of(root);
    for (int level = 1; level <= 20 && !above.isEmpty(); level++) {
      Map<String, @Nullable Object> reached = new HashMap<>();
      for (Record link : links) {
        String to = owner(Plain.text(link, "toCustomerId"), asked.at());
        boolean isNew = !to.equals(root) && !found.containsKey(to);
        if (isNew && above.contains(owner(Plain.text(link, "fromCustomerId"), asked.at()))) {
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

  /** Whether a membership holds on a day, or has not ended when none is asked for. */
  private static boolean isMember(Record link, @Nullable Object day) {
    @Nullable Object to = Plain.of(link, "to");
    if (day == null) {
      return to == null;
    }
    @Nullable Object from = Plain.of(link, "from");
    LocalDate on = LocalDate.parse(day.toString());
    return (from == null || !((LocalDate) from).isAfter(on))
        && (to == null || !((LocalDate) to).isBefore(on));
  }
}
