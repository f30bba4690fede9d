package org.relata.query.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerLink;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What is computed of customers by more than reading rows: their groups, whether they are lost. */
final class CustomerGroups {

  static final int MAX_MEMBERS = 2_000;

  /**
   * Down from the parents along memberships, each of which holds where it is asked; those of a
   * record that is merged into another are the other's. UNION drops what was found before on the
   * same level, so that neither cycles nor many ways to one member make it long.
   */
  private static final String MEMBERS =
      """
      WITH RECURSIVE member(root, customer, share, level) AS (
        SELECT key, key, NULL::numeric, 0 FROM unnest({0}) AS parent(key)
        UNION
        SELECT m.root, owner.customer, {3}, m.level + 1
        FROM member m
        CROSS JOIN LATERAL (
          SELECT m.customer UNION ALL SELECT {8} FROM {7} WHERE {9} = m.customer AND {10}
        ) AS filed(customer)
        JOIN {1} ON {4} = filed.customer
        CROSS JOIN LATERAL (
          SELECT coalesce((SELECT {12} FROM {11} WHERE {13} = {2} AND {14}), {2})
        ) AS owner(customer)
        WHERE {5} AND owner.customer <> m.root AND m.level < 20)
      SELECT DISTINCT ON (root, customer) root, customer, share, level
      FROM member WHERE level > 0
      ORDER BY root, customer, level, share DESC NULLS LAST
      LIMIT {6}
      """;

  private CustomerGroups() {}

  /**
   * A company below the parent of a group.
   *
   * @param share per cent held by the company directly above
   * @param level 1 for those that the parent itself holds
   */
  record Member(String customerId, @Nullable BigDecimal share, int level) {}

  /**
   * All members below each customer, each once, where it is nearest.
   *
   * @param on the day of the memberships; null for those that have not ended
   */
  static Map<Filed, List<Member>> members(Set<Filed> parents, @Nullable LocalDate on, View view) {
    Relation<CustomerLinkRow> link = view.read(CustomerLinkFold.TABLE);
    Relation<CustomerRow> absorbed = view.read(CustomerFold.TABLE);
    Relation<CustomerRow> member = view.read(CustomerFold.TABLE);
    Map<String, List<Member>> found = new HashMap<>();
    // What is below one that is merged is below the one that it is merged into.
    for (Filed parent : parents) {
      if (!parent.under().isEmpty()) {
        found.put(parent.key(), new ArrayList<>());
      }
    }
    int[] count = {0};
    view.sql()
        .resultQuery(
            MEMBERS,
            Relation.texts(found.keySet()),
            link.declared(),
            link.column("toCustomerId"),
            link.column("share"),
            link.column("fromCustomerId"),
            link.at()
                .and(link.column("kind").eq(CustomerLink.Kind.GROUP_MEMBER.name()))
                .and(on == null ? link.column("to").isNull() : holds(link, on)),
            DSL.inline(MAX_MEMBERS + 1),
            absorbed.declared(),
            absorbed.column("customerId"),
            absorbed.column("mergedInto"),
            absorbed.at(),
            member.declared(),
            member.column("mergedInto"),
            member.column("customerId"),
            member.at())
        .forEach(
            row -> {
              count[0]++;
              Objects.requireNonNull(found.get(row.get(0, String.class)))
                  .add(
                      new Member(
                          row.get(1, String.class),
                          row.get(2, BigDecimal.class),
                          row.get(3, Integer.class)));
            });
    if (count[0] > MAX_MEMBERS) {
      throw GraphRefusal.limit(
          "MEMBERS_LIMIT", "The groups asked for have too many members.", MAX_MEMBERS, count[0]);
    }
    Map<Filed, List<Member>> members = new HashMap<>();
    parents.forEach(parent -> members.put(parent, found.getOrDefault(parent.key(), List.of())));
    return members;
  }

  private static Condition holds(Relation<CustomerLinkRow> link, LocalDate on) {
    Field<Object> from = link.column("from");
    Field<Object> to = link.column("to");
    return from.isNull().or(from.le((Object) on)).and(to.isNull().or(to.ge((Object) on)));
  }

  /** Who stands on the lost-contact list. */
  static Map<String, Boolean> lost(Set<String> customers, Question question) {
    Relation<CustomerReachRow> reach = question.read(CustomerReachFold.TABLE);
    Filter.Scope scope = new Filter.Scope(question.snapshot(), question.moment(), reach);
    Map<String, Boolean> lost = new HashMap<>();
    customers.forEach(customer -> lost.put(customer, false));
    question
        .snapshot()
        .sql()
        .select(reach.column("customerId"))
        .from(reach.table())
        .where(reach.at())
        .and(lost(scope))
        .and(reach.column("customerId").in(customers))
        .forEach(row -> lost.put(row.get(0, String.class), true));
    return lost;
  }

  /** Neither a customer's own contact points work nor those of a record merged into it. */
  static Condition lost(Filter.Scope scope) {
    Relation<CustomerRow> absorbed = scope.other(CustomerFold.TABLE);
    Relation<CustomerReachRow> other = scope.other(CustomerReachFold.TABLE);
    Relation<?> reach = scope.relation();
    return reach
        .column("lost")
        .isTrue()
        .andNotExists(
            DSL.selectOne()
                .from(absorbed.table())
                .join(other.table())
                .on(other.column("customerId").eq(absorbed.column("customerId")))
                .and(other.at())
                .where(absorbed.at())
                .and(absorbed.column("mergedInto").eq(reach.column("customerId")))
                .and(DSL.condition("cardinality({0}) > 0", other.column("working"))));
  }
}
