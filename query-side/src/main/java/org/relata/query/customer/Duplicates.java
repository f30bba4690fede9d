package org.relata.query.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Bigrams;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;

/**
 * Open customers of one kind who may be one: of the same telephone number, or of the same date of
 * birth and similar names. Two who have the same document cannot be, as a document belongs to one
 * living customer. What belongs to a merged record counts for the customer that it is merged into.
 *
 * <p>A question looks at so many customers and no more, and asks for each by indexes who has the
 * same number or date; what it costs does not grow with the bank but by those who share a date.
 */
final class Duplicates {

  static final int MAX_SEARCHED = 1_000;

  /** A number or a date that more others have says nothing about who somebody is. */
  static final int MAX_OTHERS = 1_000;

  /** Why two may be one. */
  enum Reason {
    SAME_PHONE,
    SIMILAR_NAME_AND_BIRTH_DATE
  }

  /** Two who may be one: each pair is told once. */
  record Pair(String customerId, String otherId, List<Reason> reasons) {}

  /**
   * What one question found.
   *
   * @param searched how many customers it looked at
   * @param crowded those of them whose number or date too many others have
   * @param upTo the last one that it looked at; null when there was none
   * @param hasNextPage whether there are more after that
   */
  record Page(
      int searched,
      List<String> crowded,
      List<Pair> pairs,
      @Nullable String upTo,
      boolean hasNextPage) {}

  private final Question question;
  private final Set<String> units;
  private final Set<String> named;

  /** The customers that are looked at. */
  private final Map<String, CustomerRow> searched = new LinkedHashMap<>();

  private final Set<String> crowded = new TreeSet<>();

  /** A way to reach a customer, filed under one of its records. */
  private record Point(String customer, String record, String contactPoint) {}

  /** By the two identifiers. */
  private final Map<String, Map<String, Set<Reason>>> pairs = new TreeMap<>();

  private Duplicates(Question question) {
    this.question = question;
    this.units = texts(question.argument("unitIds"));
    this.named = texts(question.argument("customerIds"));
  }

  private static Set<String> texts(@Nullable Collection<?> given) {
    Set<String> texts = new HashSet<>();
    if (given != null) {
      given.forEach(one -> texts.add(String.valueOf(one)));
    }
    return texts;
  }

  /** The candidates among the customers behind the argument {@code after}. */
  static Page of(Question question) {
    int first = Objects.requireNonNull(question.<Integer>argument("first"));
    if (first < 1 || first > MAX_SEARCHED) {
      throw GraphRefusal.limit(
          "PAGE_LIMIT", "A question looks at 1 to 1000 customers.", MAX_SEARCHED, first);
    }
    return new Duplicates(question).page(first);
  }

  private Page page(int first) {
    List<CustomerRow> some = customers(first + 1);
    boolean more = some.size() > first;
    some.subList(0, Math.min(first, some.size()))
        .forEach(row -> searched.put(row.customerId().value(), row));
    if (!searched.isEmpty()) {
      samePhone();
      similarName();
    }
    List<Pair> found = new ArrayList<>();
    pairs.forEach(
        (one, others) ->
            others.forEach(
                (other, reasons) -> found.add(new Pair(one, other, List.copyOf(reasons)))));
    @Nullable String upTo = searched.isEmpty() ? null : List.copyOf(searched.keySet()).getLast();
    return new Page(searched.size(), List.copyOf(crowded), found, upTo, more);
  }

  private List<CustomerRow> customers(int limit) {
    Relation<CustomerRow> customer = question.read(CustomerFold.TABLE);
    @Nullable Object after = question.argument("after");
    return question
        .snapshot()
        .sql()
        .select(customer.columns())
        .from(customer.table())
        .where(open(customer))
        .and(units.isEmpty() ? DSL.noCondition() : customer.column("unitId").in(units))
        .and(named.isEmpty() ? DSL.noCondition() : customer.column("customerId").in(named))
        .and(
            after == null
                ? DSL.noCondition()
                : customer.column("customerId").gt((Object) String.valueOf(after)))
        .orderBy(customer.column("customerId"))
        .limit(limit)
        .fetch(row -> customer.row(row, 0));
  }

  private static Condition open(Relation<CustomerRow> customer) {
    return customer.at().and(customer.column("status").eq((Object) CustomerRow.Status.OPEN.name()));
  }

  private void samePhone() {
    List<Filed> filed = searched.values().stream().map(CustomerRow::filed).toList();
    Map<String, String> owners = Filed.owners(filed);
    Relation<ContactPointRow> own = question.read(ContactPointFold.TABLE);
    Relation<ContactPointRow> other = question.read(ContactPointFold.TABLE);
    Table<?> others =
        DSL.lateral(
            DSL.selectDistinct(other.column("customerId").as("other"))
                .from(other.table())
                .where(other.at())
                .and(other.column("phone").eq(own.column("phone")))
                .and(other.column("customerId").ne(own.column("customerId")))
                .limit(MAX_OTHERS + 1)
                .asTable("others"));
    Map<Point, Set<String>> found = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(
            own.column("customerId"),
            own.column("contactPointId"),
            DSL.field(DSL.name("others", "other"), String.class))
        .from(own.table(), others)
        .where(own.at())
        .and(own.column("customerId").in(Filed.keys(filed)))
        .forEach(
            row -> {
              String record = row.get(0, String.class);
              String customer = Objects.requireNonNull(owners.get(record));
              Point point = new Point(customer, record, row.get(1, String.class));
              found.computeIfAbsent(point, _ -> new TreeSet<>()).add(row.get(2, String.class));
            });
    found.forEach(
        (point, records) -> {
          if (records.size() > MAX_OTHERS) {
            crowded.add(point.customer());
          }
        });
    found.values().removeIf(records -> records.size() > MAX_OTHERS);
    Map<String, CustomerRow> customers = openCustomers(found.values());
    found.forEach(
        (point, records) ->
            records.forEach(
                record -> pair(point.customer(), customers.get(record), Reason.SAME_PHONE)));
  }

  /** By each record the open customer that it belongs to. */
  private Map<String, CustomerRow> openCustomers(Collection<Set<String>> records) {
    Set<String> all = new TreeSet<>();
    records.forEach(all::addAll);
    Map<String, CustomerRow> rows = new HashMap<>();
    read(all, rows);
    Set<String> survivors = new TreeSet<>();
    rows.values().stream()
        .flatMap(row -> Stream.ofNullable(row.mergedInto()))
        .forEach(survivor -> survivors.add(survivor.value()));
    read(survivors, rows);
    Map<String, CustomerRow> open = new HashMap<>();
    for (String record : all) {
      @Nullable CustomerRow row = rows.get(record);
      if (row != null && row.mergedInto() != null) {
        row = rows.get(row.mergedInto().value());
      }
      if (row != null && row.status() == CustomerRow.Status.OPEN) {
        open.put(record, row);
      }
    }
    return open;
  }

  private void read(Set<String> customers, Map<String, CustomerRow> into) {
    if (!customers.isEmpty()) {
      CustomerFacts.rows(customers, question.view())
          .forEach(row -> into.put(row.customerId().value(), row));
    }
  }

  private void similarName() {
    Relation<CustomerRow> own = question.read(CustomerFold.TABLE);
    Relation<CustomerRow> other = question.read(CustomerFold.TABLE);
    Table<?> others =
        DSL.lateral(
            DSL.select(other.columns())
                .from(other.table())
                .where(open(other))
                .and(other.column("birthDate").eq(own.column("birthDate")))
                .and(other.column("kind").eq(own.column("kind")))
                .and(other.column("customerId").ne(own.column("customerId")))
                .limit(MAX_OTHERS + 1)
                .asTable("others"));
    Map<String, List<CustomerRow>> similar = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(own.column("customerId"))
        .select(others.fields())
        .from(own.table(), others)
        .where(own.at())
        .and(own.column("customerId").in(searched.keySet()))
        .forEach(
            row -> {
              CustomerRow one = Objects.requireNonNull(searched.get(row.get(0, String.class)));
              CustomerRow another = other.row(row, 1);
              String id = one.customerId().value();
              if (counts.merge(id, 1, Integer::sum) > MAX_OTHERS) {
                crowded.add(id);
              } else if (alike(one.name().value(), another.name().value())) {
                similar.computeIfAbsent(id, _ -> new ArrayList<>()).add(another);
              }
            });
    similar.forEach(
        (one, rows) -> {
          if (counts.getOrDefault(one, 0) <= MAX_OTHERS) {
            rows.forEach(row -> pair(one, row, Reason.SIMILAR_NAME_AND_BIRTH_DATE));
          }
        });
  }

  /** A pair of two that are both looked at is told where the lesser identifier is. */
  private void pair(String one, @Nullable CustomerRow other, Reason reason) {
    CustomerRow own = Objects.requireNonNull(searched.get(one));
    if (other == null || other.kind() != own.kind()) {
      return;
    }
    String another = other.customerId().value();
    if (another.equals(one) || (isChosen(other) && another.compareTo(one) < 0)) {
      return;
    }
    pairs
        .computeIfAbsent(one, _ -> new TreeMap<>())
        .computeIfAbsent(another, _ -> EnumSet.noneOf(Reason.class))
        .add(reason);
  }

  /** Whether some page of the same question looks at the customer. */
  private boolean isChosen(CustomerRow row) {
    return (named.isEmpty() || named.contains(row.customerId().value()))
        && (units.isEmpty() || (row.unitId() != null && units.contains(row.unitId().value())));
  }

  /** Whether names share half of their pieces of two characters, beginning and end included. */
  static boolean alike(String one, String other) {
    Set<String> pieces = pieces(one);
    Set<String> others = pieces(other);
    int all = pieces.size() + others.size();
    pieces.retainAll(others);
    // What is shared is counted with both: twice as much is to be half of all.
    return 4 * pieces.size() >= all;
  }

  private static Set<String> pieces(String name) {
    return new HashSet<>(Bigrams.of("^" + name.replaceAll("\\s+", "") + "$"));
  }
}
