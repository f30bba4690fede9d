package org.relata.query.customer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What customers told of themselves that figures of value are computed from. */
public final class CustomerFacts {

  private CustomerFacts() {}

  /** What the facts are folded by. */
  public static List<Fold<?, ?>> folds() {
    return List.of(
        new CustomerFold(),
        new FinancialProfileFold(),
        new CreditRatingFold(),
        new CustomerLinkFold());
  }

  /** The identifiers of all customers of some kinds (of all when there are none) who are open. */
  public static List<String> open(List<CustomerKind> kinds, View view) {
    Relation<CustomerRow> customer = view.read(CustomerFold.TABLE);
    List<String> names = kinds.stream().map(Enum::name).toList();
    return view.sql()
        .select(customer.column("customerId"))
        .from(customer.table())
        .where(customer.at())
        .and(customer.column("status").eq((Object) CustomerRow.Status.OPEN.name()))
        .and(names.isEmpty() ? DSL.noCondition() : customer.column("kind").in(names))
        .orderBy(customer.column("customerId"))
        .fetch(row -> row.get(0, String.class));
  }

  /** From which positions on some customers were open (true) or not, by customer. */
  public static Map<String, NavigableMap<Long, Boolean>> lives(
      Collection<String> customers, View view) {
    Relation<CustomerRow> customer = view.read(CustomerFold.TABLE);
    Map<String, NavigableMap<Long, Boolean>> lives = new HashMap<>();
    view.sql()
        .select(customer.column("customerId"), customer.validFrom(), customer.column("status"))
        .from(customer.table())
        .where(customer.validFrom().le(view.moment().position()))
        .and(customer.column("customerId").in(List.copyOf(customers)))
        .forEach(
            row ->
                lives
                    .computeIfAbsent(row.get(0, String.class), _ -> new TreeMap<>())
                    .put(
                        row.get(1, Long.class),
                        row.get(2, String.class).equals(CustomerRow.Status.OPEN.name())));
    return lives;
  }

  /** All customers; what is read of them is to be of the view's moment. */
  public static Relation<CustomerRow> customers(View view) {
    return view.read(CustomerFold.TABLE);
  }

  /** What belongs to some customers, by their identifiers, registered or not. */
  public static Set<Filed> filed(Collection<String> customers, View view) {
    Map<String, Filed> filed = new HashMap<>();
    customers.forEach(customer -> filed.put(customer, Filed.under(customer)));
    rows(customers, view).forEach(row -> filed.put(row.customerId().value(), row.filed()));
    return Set.copyOf(filed.values());
  }

  /** To which customer each of some records belongs: another's when it is merged, or its own. */
  public static Map<CustomerId, CustomerId> survivors(Collection<CustomerId> records, View view) {
    Map<CustomerId, CustomerId> survivors = new HashMap<>();
    records.forEach(record -> survivors.put(record, record));
    for (CustomerRow row : rows(records.stream().map(CustomerId::value).toList(), view)) {
      @Nullable CustomerId survivor = row.mergedInto();
      if (survivor != null) {
        survivors.put(row.customerId(), survivor);
      }
    }
    return survivors;
  }

  /** Some customers, and all that they were one with at some time by the view's moment. */
  public static Set<String> everMerged(Set<String> customers, View view) {
    Relation<CustomerRow> customer = view.read(CustomerFold.TABLE);
    Set<String> all = new TreeSet<>(customers);
    Set<String> last = all;
    while (!last.isEmpty()) {
      Set<String> more = new TreeSet<>();
      Field<Object> survivor = customer.column("mergedInto");
      view.sql()
          .select(customer.column("customerId"), survivor)
          .from(customer.table())
          .where(customer.validFrom().le(view.moment().position()))
          .and(survivor.isNotNull())
          .and(customer.column("customerId").in(last).or(survivor.in(last)))
          .forEach(
              row -> {
                more.add(row.get(0, String.class));
                more.add(row.get(1, String.class));
              });
      more.removeAll(all);
      all.addAll(more);
      last = more;
    }
    return all;
  }

  /** Customers by their identifiers, in their order. */
  public static List<CustomerRow> rows(Collection<String> customers, View view) {
    Relation<CustomerRow> customer = view.read(CustomerFold.TABLE);
    return view.sql()
        .select(customer.columns())
        .from(customer.table())
        .where(customer.at())
        .and(customer.column("customerId").in(List.copyOf(customers)))
        .orderBy(customer.column("customerId"))
        .fetch(row -> customer.row(row, 0));
  }

  /** The statements of some customers up to a day, the earliest first. */
  public static Map<String, List<FinancialProfile>> statements(
      Set<String> customers, LocalDate to, View view) {
    Relation<FinancialProfileRow> statement = view.read(FinancialProfileFold.TABLE);
    Map<String, List<FinancialProfile>> statements = new HashMap<>();
    view.sql()
        .select(statement.columns())
        .from(statement.table())
        .where(statement.at())
        .and(statement.column("customerId").in(List.copyOf(customers)))
        .and(statement.column("statementDate").le((Object) to))
        .orderBy(statement.column("statementDate"), statement.column("statementKind").desc())
        .forEach(
            record -> {
              FinancialProfileRow row = statement.row(record, 0);
              statements
                  .computeIfAbsent(row.customerId().value(), _ -> new ArrayList<>())
                  .add(row.statement());
            });
    return statements;
  }

  /** The ratings of some customers up to a day, the earliest first. */
  public static Map<String, List<CreditRatingRow>> ratings(
      Set<String> customers, LocalDate to, View view) {
    Relation<CreditRatingRow> rating = view.read(CreditRatingFold.TABLE);
    Map<String, List<CreditRatingRow>> ratings = new HashMap<>();
    view.sql()
        .select(rating.columns())
        .from(rating.table())
        .where(rating.at())
        .and(rating.column("customerId").in(List.copyOf(customers)))
        .and(rating.column("ratedOn").le((Object) to))
        .orderBy(rating.column("ratedOn"), rating.column("agency"))
        .forEach(
            record -> {
              CreditRatingRow row = rating.row(record, 0);
              ratings.computeIfAbsent(row.customerId().value(), _ -> new ArrayList<>()).add(row);
            });
    return ratings;
  }

  /** The links of some customers in either direction, by customer; ended ones too. */
  public static Map<String, List<CustomerLinkRow>> links(Set<String> customers, View view) {
    Relation<CustomerLinkRow> link = view.read(CustomerLinkFold.TABLE);
    List<String> ids = List.copyOf(customers);
    Map<String, List<CustomerLinkRow>> links = new HashMap<>();
    view.sql()
        .select(link.columns())
        .from(link.table())
        .where(link.at())
        .and(link.column("fromCustomerId").in(ids).or(link.column("toCustomerId").in(ids)))
        .orderBy(link.column("linkId"))
        .forEach(
            record -> {
              CustomerLinkRow row = link.row(record, 0);
              for (String end : List.of(row.fromCustomerId().value(), row.toCustomerId().value())) {
                if (customers.contains(end)) {
                  links.computeIfAbsent(end, _ -> new ArrayList<>()).add(row);
                }
              }
            });
    return links;
  }

  /** The links that customers had at some time by the view's moment. */
  public static List<CustomerLinkRow> everLinked(Set<String> customers, View view) {
    Relation<CustomerLinkRow> link = view.read(CustomerLinkFold.TABLE);
    return view.sql()
        .select(link.columns())
        .from(link.table())
        .where(link.validFrom().le(view.moment().position()))
        .and(
            link.column("fromCustomerId")
                .in(customers)
                .or(link.column("toCustomerId").in(customers)))
        .fetch(row -> link.row(row, 0));
  }

  /** The groups below some customers on a day, without those themselves; by customer. */
  public static Map<String, Set<String>> groups(Set<Filed> heads, LocalDate on, View view) {
    Map<String, Set<String>> groups = new HashMap<>();
    CustomerGroups.members(heads, on, view)
        .forEach(
            (head, members) ->
                groups.put(
                    head.key(),
                    members.stream()
                        .map(CustomerGroups.Member::customerId)
                        .collect(Collectors.toCollection(TreeSet::new))));
    return groups;
  }
}
