package org.relata.query.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerEvent.ContactPointAdded;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

class DuplicatesTest {

  private static final long SEED = 20261123;
  private static final int CUSTOMERS = 40;
  private static final LocalDate BORN = LocalDate.of(1980, 5, 1);

  @Test
  void whoHasTheSamePhoneOrASimilarNameAndBirthDateIsToldOnceWithWhy() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          person("C-1", "王小明", BORN),
          phone("C-1", "138 0000 0001"),
          person("C-2", "王晓明", BORN),
          person("C-3", "李娜", BORN.plusDays(1)),
          phone("C-3", "+86-13800000001"),
          person("C-4", "王小明", BORN.plusYears(1)),
          person("C-5", "赵刚", BORN),
          registered("C-6", CustomerKind.CORPORATE, "公司", null, null),
          phone("C-6", "13800000001"),
          person("C-7", "王小明", BORN),
          phone("C-7", "13800000001"),
          new CustomerClosed(new CustomerId("C-7")));
      assertThat(pairs(bank, ""))
          .containsExactly("C-1 C-2 [\"SIMILAR_NAME_AND_BIRTH_DATE\"]", "C-1 C-3 [\"SAME_PHONE\"]");
      bank.happened(phone("C-2", "0086 138 0000 0001"));
      assertThat(pairs(bank, ""))
          .containsExactly(
              "C-1 C-2 [\"SAME_PHONE\",\"SIMILAR_NAME_AND_BIRTH_DATE\"]",
              "C-1 C-3 [\"SAME_PHONE\"]",
              "C-2 C-3 [\"SAME_PHONE\"]");
      assertThat(pairs(bank, "customerIds: [\"C-2\"]"))
          .containsExactly(
              "C-2 C-1 [\"SAME_PHONE\",\"SIMILAR_NAME_AND_BIRTH_DATE\"]",
              "C-2 C-3 [\"SAME_PHONE\"]");
    }
  }

  @Test
  void aMergedRecordIsNoCandidateAndItsPhoneIsThatOfTheOther() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          person("C-1", "王小明", BORN),
          person("C-2", "王晓明", BORN),
          phone("C-2", "13800000002"),
          person("C-3", "李娜", BORN.plusDays(1)),
          phone("C-3", "13800000002"));
      long before = bank.position();
      List<String> apart =
          List.of("C-1 C-2 [\"SIMILAR_NAME_AND_BIRTH_DATE\"]", "C-2 C-3 [\"SAME_PHONE\"]");
      assertThat(pairs(bank, "")).isEqualTo(apart);
      bank.happened(new CustomersMerged(new CustomerId("C-1"), new CustomerId("C-2")));
      assertThat(pairs(bank, "")).containsExactly("C-1 C-3 [\"SAME_PHONE\"]");
      assertThat(pairs(bank, "customerIds: [\"C-3\"]")).containsExactly("C-3 C-1 [\"SAME_PHONE\"]");
      assertThat(pairs(bank, "asOf: {position: " + before + "}")).isEqualTo(apart);
      bank.happened(new CustomersUnmerged(new CustomerId("C-1"), new CustomerId("C-2")));
      assertThat(pairs(bank, "")).isEqualTo(apart);
      assertThat(pairs(bank, "asOf: {position: " + (before + 1) + "}"))
          .containsExactly("C-1 C-3 [\"SAME_PHONE\"]");
    }
  }

  @Test
  void aNumberThatTooManyHaveSaysNothingAndThatIsSaid() {
    try (AskedBank bank = new AskedBank()) {
      List<DomainEvent> events = new ArrayList<>();
      for (int i = 0; i <= Duplicates.MAX_OTHERS + 1; i++) {
        String id = "C-%04d".formatted(i);
        events.add(person(id, "客户" + i, null));
        events.add(phone(id, "010-5550000"));
      }
      events.add(phone("C-0000", "13800000003", "second"));
      events.add(phone("C-0001", "13800000003", "second"));
      bank.loaded(events);
      JsonNode page =
          bank.data(
              "duplicateCandidates(first: 3) { crowded searched upTo hasNextPage pairs { customerId"
                  + " otherId } }");
      assertThat(page.toString())
          .isEqualTo(
              "{\"crowded\":[\"C-0000\",\"C-0001\",\"C-0002\"],\"searched\":3,\"upTo\":\"C-0002\","
                  + "\"hasNextPage\":true,\"pairs\":[{\"customerId\":\"C-0000\",\"otherId\":\"C-0001\"}]}");
    }
  }

  @Test
  void aQuestionLooksAtAThousandCustomersAtMost() {
    try (AskedBank bank = new AskedBank()) {
      assertThat(
              bank.data("duplicateCandidates { searched upTo hasNextPage pairs { otherId } }")
                  .toString())
          .isEqualTo("{\"searched\":0,\"upTo\":null,\"hasNextPage\":false,\"pairs\":[]}");
      assertThat(bank.refused("duplicateCandidates(first: 0) { searched }"))
          .isEqualTo("PAGE_LIMIT");
      assertThat(bank.refused("duplicateCandidates(first: 1001) { searched }"))
          .isEqualTo("PAGE_LIMIT");
    }
  }

  /** A customer as the test knows it. */
  private record Known(
      String id, String name, LocalDate born, @Nullable String phone, String unit) {}

  @Test
  void ofRandomCustomersThoseAreToldWhomEveryPairByItselfShows() {
    Random random = new Random(SEED);
    Map<String, Known> known = new HashMap<>();
    List<DomainEvent> events = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Known one =
          new Known(
              "C-%02d".formatted(i),
              ""
                  + "甲乙丙".charAt(random.nextInt(3))
                  + "子丑寅".charAt(random.nextInt(3))
                  + "天地".charAt(random.nextInt(2)),
              BORN.plusDays(random.nextInt(3)),
              random.nextBoolean() ? null : "1390000000" + random.nextInt(9),
              "U-" + random.nextInt(2));
      known.put(one.id(), one);
      events.add(registered(one.id(), CustomerKind.PERSONAL, one.name(), one.born(), one.unit()));
      if (one.phone() != null) {
        events.add(phone(one.id(), one.phone()));
      }
    }
    try (AskedBank bank = new AskedBank()) {
      bank.loaded(events);
      Set<String> all = expected(known.values().stream().toList(), null);
      assertThat(all).hasSizeGreaterThan(20);
      assertThat(new TreeSet<>(pairs(bank, ""))).isEqualTo(all);
      assertThat(inPages(bank, "", 7)).isEqualTo(all);
      assertThat(inPages(bank, ", unitIds: [\"U-1\"]", 3))
          .isEqualTo(expected(known.values().stream().toList(), "U-1"));
    }
  }

  /** Pairs of which one at least is of the unit, that one first. */
  private static Set<String> expected(List<Known> known, @Nullable String unit) {
    Set<String> expected = new TreeSet<>();
    for (Known one : known) {
      for (Known other : known) {
        boolean chosen = unit == null || one.unit().equals(unit);
        boolean otherChosen = unit == null || other.unit().equals(unit);
        boolean first = !otherChosen || one.id().compareTo(other.id()) < 0;
        List<String> reasons = new ArrayList<>();
        if (one.phone() != null && one.phone().equals(other.phone())) {
          reasons.add("\"SAME_PHONE\"");
        }
        if (one.born().equals(other.born()) && similar(one.name(), other.name())) {
          reasons.add("\"SIMILAR_NAME_AND_BIRTH_DATE\"");
        }
        if (chosen && first && one != other && !reasons.isEmpty()) {
          expected.add(one.id() + " " + other.id() + " [" + String.join(",", reasons) + "]");
        }
      }
    }
    return expected;
  }

  /** Names of three characters share two of their four pieces when no two that differ touch. */
  private static boolean similar(String one, String other) {
    Set<String> shared = new HashSet<>();
    for (int i = -1; i < 3; i++) {
      String piece = ("^" + one + "$").substring(i + 1, i + 3);
      if (("^" + other + "$").contains(piece)) {
        shared.add(piece);
      }
    }
    return shared.size() >= 2;
  }

  private static Set<String> inPages(AskedBank bank, String arguments, int size) {
    Set<String> all = new TreeSet<>();
    String after = "";
    while (true) {
      JsonNode page = page(bank, "first: " + size + arguments + after);
      List<String> some = told(page);
      assertThat(all).doesNotContainAnyElementsOf(some);
      all.addAll(some);
      if (!page.path("hasNextPage").booleanValue()) {
        return all;
      }
      after = ", after: \"" + page.path("upTo").asString() + "\"";
    }
  }

  private static List<String> pairs(AskedBank bank, String arguments) {
    return told(page(bank, arguments.isEmpty() ? "first: 500" : arguments));
  }

  private static JsonNode page(AskedBank bank, String arguments) {
    return bank.data(
        "duplicateCandidates("
            + arguments
            + ") { upTo hasNextPage crowded pairs { customerId"
            + " customer { name } otherId other { name } reasons } }");
  }

  private static List<String> told(JsonNode page) {
    assertThat(page.path("crowded")).isEmpty();
    List<String> pairs = new ArrayList<>();
    for (JsonNode pair : page.path("pairs")) {
      assertThat(pair.at("/customer/name").asString()).isNotBlank();
      assertThat(pair.at("/other/name").asString()).isNotBlank();
      pairs.add(
          pair.path("customerId").asString()
              + " "
              + pair.path("otherId").asString()
              + " "
              + pair.path("reasons"));
    }
    return pairs;
  }

  private static CustomerRegistered person(String id, String name, @Nullable LocalDate born) {
    return registered(id, CustomerKind.PERSONAL, name, born, null);
  }

  private static CustomerRegistered registered(
      String id, CustomerKind kind, String name, @Nullable LocalDate born, @Nullable String unit) {
    return new CustomerRegistered(
        new CustomerId(id),
        kind,
        new Label(name),
        List.of(),
        new Profile(
            null,
            null,
            null,
            born,
            null,
            null,
            null,
            null,
            unit == null ? null : new UnitId(unit),
            null,
            null,
            null,
            null));
  }

  private static ContactPointAdded phone(String customer, String number) {
    return phone(customer, number, "phone");
  }

  private static ContactPointAdded phone(String customer, String number, String id) {
    return new ContactPointAdded(
        new CustomerId(customer),
        new ContactPoint(
            new ContactPointId(id), ContactPoint.Kind.PHONE, new Label(number), false));
  }
}
