package org.relata.oracle;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the oracle knows of the fields of the schema, by hand and by name, capability by capability.
 * A field that is neither here nor a component of its type's row nor knowingly left out is unknown,
 * and a test fails.
 */
final class Fields {

  /** A type whose rows have ids that begin with the prefix. */
  record Node(String prefix, String fold) {}

  private static final Fields ALL = new Fields();

  private final Map<String, Known> known = new TreeMap<>();
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, String> notCovered = new TreeMap<>();

  private Fields() {
    OrganizationFields.tell(this);
    CustomerFields.tell(this);
    HoldingFields.tell(this);
    PortfolioFields.tell(this);
    EngagementFields.tell(this);
    ValuationFields.tell(this);
    SegmentationFields.tell(this);
    HistoryFields.tell(this);
  }

  /** How fields are answered, by {@code Type.field}. */
  static Map<String, Known> known() {
    return Collections.unmodifiableMap(ALL.known);
  }

  /** The types whose rows have ids. */
  static Map<String, Node> nodes() {
    return Collections.unmodifiableMap(ALL.nodes);
  }

  /** Fields that are knowingly not checked, by {@code Type.field}, each with the reason. */
  static Map<String, String> notCovered() {
    return Collections.unmodifiableMap(ALL.notCovered);
  }

  void put(String field, Known how) {
    known.put(field, how);
  }

  void node(String type, String prefix, String fold) {
    nodes.put(type, new Node(prefix, fold));
  }

  void notCovered(String field, String reason) {
    notCovered.put(field, reason);
  }

  /** A list of {@code Query}. */
  void list(String field, Known.Lists lists) {
    put("Query." + field, lists);
  }

  /** A list of {@code Query} and the groups of the same rows. */
  void listAndGroups(String field, String groups, Known.Lists lists) {
    list(field, lists);
    put("Query." + groups, lists.grouped());
  }

  /** The row of a fold that an argument of a field of {@code Query} names. */
  void one(String field, String fold, String argument) {
    put("Query." + field, Known.one(fold, argument));
  }

  /** A list of what belongs to a customer. */
  void ofCustomer(String field, String fold) {
    put("Customer." + field, Known.belonging(fold, "customerId"));
  }
}
