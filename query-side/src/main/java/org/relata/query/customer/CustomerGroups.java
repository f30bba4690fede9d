package org.relata.query.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerLink;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What is computed of customers by more than reading rows: their groups, whether they are lost. */
final class CustomerGroups {

  static final int MAX_MEMBERS = 2_000;

  /**
   * Down from the parents along memberships, each of which holds where it is asked. UNION drops
   * what was found before on the same level, so that neither cycles nor many ways to one member
   * make it long.
   */
  private static final String MEMBERS =
      """
      WITH RECURSIVE member(root, customer, share, level) AS (
        SELECT key, key, NULL::numeric, 0 FROM unnest({0}) AS parent(key)
        UNION
        SELECT m.root, {2}, {3}, m.level + 1
        FROM member m JOIN {1} ON {4} = m.customer
        WHERE {5} AND {2} <> m.root AND m.level < 20)
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
  static Map<String, List<Member>> members(Set<String> parents, @Nullable LocalDate on, View view) {
    Relation<CustomerLinkRow> link = view.read(CustomerLinkFold.TABLE);
    Map<String, List<Member>> members = new HashMap<>();
    parents.forEach(parent -> members.put(parent, new ArrayList<>()));
    int[] count = {0};
    view.sql()
        .resultQuery(
            MEMBERS,
            Relation.texts(parents),
            link.declared(),
            link.column("toCustomerId"),
            link.column("share"),
            link.column("fromCustomerId"),
            link.at()
                .and(link.column("kind").eq(CustomerLink.Kind.GROUP_MEMBER.name()))
                .and(on == null ? link.column("to").isNull() : holds(link, on)),
            DSL.inline(MAX_MEMBERS + 1))
        .forEach(
            row -> {
              count[0]++;
              members
                  .computeIfAbsent(row.get(0, String.class), _ -> new ArrayList<>())
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
    Map<String, Boolean> lost = new HashMap<>();
    customers.forEach(customer -> lost.put(customer, false));
    question
        .snapshot()
        .sql()
        .select(reach.column("customerId"))
        .from(reach.table())
        .where(reach.at())
        .and(reach.column("lost").isTrue())
        .and(reach.column("customerId").in(customers))
        .forEach(row -> lost.put(row.get(0, String.class), true));
    return lost;
  }
}
