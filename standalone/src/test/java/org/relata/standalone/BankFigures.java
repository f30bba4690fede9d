package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.relata.driver.RelataClient;
import tools.jackson.databind.JsonNode;

/** What two real banks' data must come to, asked as any front end would ask. */
final class BankFigures {

  private final RelataClient client;

  BankFigures(RelataClient client) {
    this.client = client;
  }

  /** The figures of the financial data set of PKDD'99. */
  void checkBerka() throws Exception {
    checkClients();
    checkAccounts();
    checkOrders();
    checkPostings();
    checkBalances();
  }

  private void checkClients() throws Exception {
    String berka = "filter: {source: \"berka\"}";
    JsonNode groups = data("{ customerGroups(by: [GENDER], " + berka + ") { gender count } }");
    assertThat(counts(groups, "gender")).isEqualTo(Map.of("FEMALE", 2645L, "MALE", 2724L));
    JsonNode born =
        data("{ customerGroups(by: [SOURCE], " + berka + ") { birthDate { min max } } }");
    assertThat(born.at("/customerGroups/0/birthDate/min").asString()).isEqualTo("1911-08-20");
    assertThat(born.at("/customerGroups/0/birthDate/max").asString()).isEqualTo("1987-09-27");
    assertThat(
            counts(
                data("{ customerGroups(by: [REGION], " + berka + ") { region count } }"), "region"))
        .containsEntry("berka-1", 663L)
        .containsEntry("berka-74", 180L)
        .containsEntry("berka-70", 169L)
        .hasSize(77);
  }

  private void checkAccounts() throws Exception {
    assertThat(counts(data("{ accountGroups(by: [KIND]) { kind count } }"), "kind"))
        .isEqualTo(Map.of("CURRENT", 4500L, "LOAN", 682L, "CARD", 892L, "STANDING_ORDER", 6471L));
    assertThat(
            counts(
                data(
                    "{ accountAttributeGroups(attribute: \"frequency\", filter: {kind: CURRENT})"
                        + " { value count } }"),
                "value"))
        .isEqualTo(Map.of("MONTHLY", 4167L, "WEEKLY", 240L, "AFTER_TRANSACTION", 93L));
    JsonNode opened =
        data(
            "{ accountGroups(by: [KIND], filter: {kind: [CURRENT, LOAN]}) { kind openedOn { min max"
                + " } } }");
    assertThat(opened.toString())
        .contains("\"min\":\"1993-01-01\",\"max\":\"1997-12-29\"")
        .contains("\"min\":\"1993-07-05\",\"max\":\"1998-12-08\"");
    JsonNode parties = data("{ accountGroups(by: [KIND], filter: {kind: CURRENT}) { count } }");
    assertThat(parties.at("/accountGroups/0/count").longValue()).isEqualTo(4500);
    Map<String, BigDecimal> roles = new TreeMap<>();
    each(
        "accounts",
        400,
        "filter: {kind: CURRENT}",
        "parties { role }",
        account ->
            account
                .path("parties")
                .forEach(party -> add(roles, party.path("role").asString(), BigDecimal.ONE)));
    assertThat(roles.get("OWNER")).isEqualByComparingTo("4500");
    assertThat(roles.get("AUTHORISED_USER")).isEqualByComparingTo("869");
    checkLoansAndCards();
  }

  private void checkLoansAndCards() throws Exception {
    JsonNode loans =
        data(
            "{ accountAttributeGroups(attribute: \"status\", filter: {kind: LOAN})"
                + " { value count principal currency } }");
    assertThat(counts(loans, "value")).isEqualTo(Map.of("A", 203L, "B", 31L, "C", 403L, "D", 45L));
    assertThat(values(loans, "value", group -> group.path("principal").asString()))
        .isEqualTo(
            Map.of("A", "18603216.00", "B", "4362348.00", "C", "69078372.00", "D", "11217804.00"));
    JsonNode open =
        data(
            "{ accounts(filter: {kind: LOAN, maturesOn: {from: \"1999-01-01\"}}) { totalCount } }");
    assertThat(open.at("/accounts/totalCount").longValue()).isEqualTo(448);
    assertThat(
            counts(
                data("{ accountGroups(by: [PRODUCT], filter: {kind: CARD}) { product count } }"),
                "product"))
        .isEqualTo(Map.of("junior", 145L, "classic", 659L, "gold", 88L));
  }

  private void checkOrders() throws Exception {
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, BigDecimal> counts = new TreeMap<>();
    each(
        "accounts",
        400,
        "filter: {kind: STANDING_ORDER}",
        "attributes { name value }",
        order -> {
          Map<String, String> attributes = new TreeMap<>();
          order
              .path("attributes")
              .forEach(
                  one -> attributes.put(one.path("name").asString(), one.path("value").asString()));
          String purpose = attributes.getOrDefault("kSymbol", "");
          add(counts, purpose, BigDecimal.ONE);
          add(sums, purpose, new BigDecimal(attributes.getOrDefault("amount", "")));
        });
    assertThat(plain(counts))
        .isEqualTo(
            Map.of("SIPO", "3502", "UVER", "717", "POJISTNE", "532", "LEASING", "341", "", "1379"));
    assertThat(plain(sums))
        .isEqualTo(
            Map.of(
                "SIPO", "13965417.00",
                "UVER", "3035184.50",
                "POJISTNE", "686927.00",
                "LEASING", "759527.10",
                "", "2781938.00"));
  }

  private void checkPostings() throws Exception {
    JsonNode kinds = data("{ postingGroups(by: [KIND, CURRENCY]) { kind count amount { sum } } }");
    assertThat(counts(kinds, "kind"))
        .isEqualTo(
            Map.of(
                "CASH_DEPOSIT", 17862L,
                "TRANSFER_IN", 7237L,
                "CASH_WITHDRAWAL", 39899L,
                "TRANSFER_OUT", 16717L,
                "CARD_WITHDRAWAL", 42L,
                "INTEREST", 18242L));
    assertThat(values(kinds, "kind", group -> group.at("/amount/sum").asString()))
        .isEqualTo(
            Map.of(
                "CASH_DEPOSIT", "254452081.50",
                "TRANSFER_IN", "84216301.00",
                "CASH_WITHDRAWAL", "238444749.20",
                "TRANSFER_OUT", "52841548.40",
                "CARD_WITHDRAWAL", "91100.00",
                "INTEREST", "2505974.00"));
    JsonNode all =
        data("{ postingGroups(by: [CURRENCY]) { count amount { sum } on { min max } } }");
    assertThat(all.at("/postingGroups/0").toString())
        .contains("99999", "632551754.10", "1993-01-01", "1994-10-31");
    JsonNode cut =
        data(
            "{ postings(filter: {on: {from: \"1994-10-31\", to: \"1994-10-31\"}}) { totalCount }"
                + " }");
    assertThat(cut.at("/postings/totalCount").longValue()).isEqualTo(1154);
    // The debits of the type VYBER are told apart by their text alone.
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, BigDecimal> counts = new TreeMap<>();
    each(
        "postings",
        500,
        "filter: {kind: \"CASH_WITHDRAWAL\"}",
        "text amount { amount }",
        posting -> {
          add(counts, posting.path("text").asString(), BigDecimal.ONE);
          add(
              sums,
              posting.path("text").asString(),
              new BigDecimal(posting.at("/amount/amount").asString()));
        });
    assertThat(plain(counts)).isEqualTo(Map.of("VYBER", "1563", "VYDAJ", "38336"));
    assertThat(sums.get("VYBER")).isEqualByComparingTo("19355448.00");
    JsonNode directions =
        data("{ postingGroups(by: [DIRECTION, CURRENCY]) { direction count amount { sum } } }");
    assertThat(counts(directions, "direction"))
        .isEqualTo(Map.of("CREDIT", 43341L, "DEBIT", 55095L + 1563L));
    assertThat(values(directions, "direction", group -> group.at("/amount/sum").asString()))
        .isEqualTo(
            Map.of(
                "CREDIT",
                "341174356.50",
                "DEBIT",
                new BigDecimal("272021949.60").add(new BigDecimal("19355448.00")).toPlainString()));
  }

  private void checkBalances() throws Exception {
    checkBalance("2", "27840.60", "31927.60");
    checkBalance("1787", "24574.80", "39661.40");
    checkBalance("1801", "42202.40", "26358.00");
    checkBalance("2378", "62042.00", "35856.50");
    checkBalance("9188", "31239.00", "28272.60");
    JsonNode averages =
        data(
            """
            { account(accountId: "berka-account-2") {
                a: averageDailyBalance(from: "1993-01-01", to: "1993-12-31") { amount }
                b: averageDailyBalance(from: "1994-01-01", to: "1994-10-30") { amount } } }
            """);
    isAbout(averages.at("/account/a/amount"), "29345.80");
    isAbout(averages.at("/account/b/amount"), "29119.68");
  }

  private void checkBalance(String account, String endOf1993, String last) throws Exception {
    JsonNode balances =
        data(
            """
            { account(accountId: "berka-account-%s") {
                a: balanceOn(date: "1993-12-31") { amount }
                b: balanceOn(date: "1994-10-30") { amount } } }
            """
                .formatted(account));
    isAbout(balances.at("/account/a/amount"), endOf1993);
    isAbout(balances.at("/account/b/amount"), last);
  }

  private static void isAbout(JsonNode amount, String expected) {
    assertThat(new BigDecimal(amount.asString()))
        .isCloseTo(new BigDecimal(expected), within(new BigDecimal("0.20")));
  }

  /** The figures of the phone campaigns of a Portuguese bank. */
  void checkBankMarketing() throws Exception {
    String calls = "filter: {purpose: \"campaign\"}";
    assertThat(
            counts(
                data("{ contactGroups(by: [RESULT], " + calls + ") { result count } }"), "result"))
        .isEqualTo(Map.of("yes", 5289L, "no", 39922L));
    Map<String, Long> months = new TreeMap<>();
    Map<String, Long> successes = new TreeMap<>();
    data("{ contactGroups(by: [MONTH, RESULT], " + calls + ") { month result count } }")
        .path("contactGroups")
        .forEach(
            group -> {
              String month = group.path("month").asString().substring(5);
              months.merge(month, group.path("count").longValue(), Long::sum);
              if (group.path("result").asString().equals("yes")) {
                successes.merge(month, group.path("count").longValue(), Long::sum);
              }
            });
    assertThat(months.values())
        .containsExactly(
            1403L, 2649L, 477L, 2932L, 13766L, 5341L, 6895L, 6247L, 579L, 738L, 3970L, 214L);
    assertThat(successes.values())
        .containsExactly(142L, 441L, 248L, 577L, 925L, 546L, 627L, 688L, 269L, 323L, 403L, 100L);
    Map<String, BigDecimal> sums = new TreeMap<>();
    each(
        "contacts",
        200,
        calls,
        "attributes { name value } customer { attributes { name value } }",
        contact -> {
          contact.path("attributes").forEach(one -> addNumber(sums, one));
          contact.at("/customer/attributes").forEach(one -> addNumber(sums, one));
        });
    assertThat(plain(sums))
        .isEqualTo(
            Map.of(
                "averageYearlyBalance",
                "61589682.00",
                "seconds",
                "11671811",
                "campaign",
                "124956"));
  }

  private static void addNumber(Map<String, BigDecimal> sums, JsonNode attribute) {
    String name = attribute.path("name").asString();
    switch (name) {
      case "averageYearlyBalance", "seconds", "campaign" ->
          add(sums, name, new BigDecimal(attribute.path("value").asString()));
      default -> {
        // Not a figure.
      }
    }
  }

  private JsonNode data(String query) throws Exception {
    return client.data(query);
  }

  /** Every node of a connection, page by page. */
  private void each(
      String field, int size, String filter, String selection, Consumer<JsonNode> nodes)
      throws Exception {
    String after = "";
    boolean more = true;
    while (more) {
      String arguments = filter + ", orderBy: [], first: " + size + after;
      JsonNode page =
          data("{ %s(%s) { nodes { %s } pageInfo { hasNextPage endCursor } } }"
                  .formatted(field, arguments, selection))
              .path(field);
      page.path("nodes").forEach(nodes);
      more = page.at("/pageInfo/hasNextPage").booleanValue();
      after = ", after: \"" + page.at("/pageInfo/endCursor").asString("") + '"';
    }
  }

  private static Map<String, Long> counts(JsonNode data, String key) {
    Map<String, Long> counts = new TreeMap<>();
    data.iterator()
        .next()
        .forEach(group -> counts.put(group.path(key).asString(), group.path("count").longValue()));
    return counts;
  }

  private static Map<String, String> values(
      JsonNode data, String key, Function<JsonNode, String> value) {
    Map<String, String> values = new TreeMap<>();
    data.iterator()
        .next()
        .forEach(group -> values.put(group.path(key).asString(), value.apply(group)));
    return values;
  }

  private static void add(Map<String, BigDecimal> sums, String key, BigDecimal amount) {
    sums.merge(key, amount, BigDecimal::add);
  }

  private static Map<String, String> plain(Map<String, BigDecimal> sums) {
    Map<String, String> plain = new TreeMap<>();
    sums.forEach((key, sum) -> plain.put(key, sum.toPlainString()));
    return plain;
  }
}
