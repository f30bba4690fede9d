package org.relata.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.relata.driver.RelataClient;
import tools.jackson.databind.JsonNode;

/**
 * The questions that are measured, each now and as of an earlier position, on a {@link BankLog}.
 */
final class Questions {

  /** As many rows as fit on a screen. */
  static final int PAGE = 20;

  private static final int DEEP_PAGES = 100;
  private static final int STEP = 500;
  private static final int CURSORS = 50;

  private final RelataClient client;
  private final BankLog bank;

  Questions(RelataClient client, BankLog bank) {
    this.client = client;
    this.bank = bank;
  }

  /** Bodies of requests by the name of the question, each time another one. */
  Map<String, Supplier<String>> all(boolean past) throws Exception {
    String asOf = past ? ", asOf: {position: " + bank.before() + "}" : "";
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    all.put(
        "customer by id",
        () ->
            body(
                "query($v: ID!) { customer(customerId: $v"
                    + asOf
                    + ") { customerId name kind status region birthDate registeredOn } }",
                customer()));
    String tiers =
        "query($v: String!) { tiers(filter: {scheme: [\"personal-aum\"], tier: [$v]}, first: "
            + PAGE
            + asOf
            + ") { nodes { tier on customer { customerId name manager { employeeId name } %s } } }"
            + " }";
    all.put("tier list with managers", () -> body(tiers.formatted(""), tier()));
    String contacts =
        "contacts(first: 5, orderBy: [{by: STARTS_AT, direction: DESC}])"
            + " { nodes { on channel summary } }";
    all.put("the same with five contacts each", () -> body(tiers.formatted(contacts), tier()));
    String groups = "{ tierGroups(filter: {scheme: [\"personal-aum\"] %s}, by: [TIER]" + asOf + ")";
    all.put(
        "group-by of one portfolio",
        () ->
            body(
                "query($v: ID!) " + groups.formatted(", managerId: [$v]") + " { tier count } }",
                manager()));
    all.put(
        "group-by of everybody", () -> body(groups.formatted("") + " { tier count } }", "none"));
    List<String> cursors = cursors(asOf);
    all.put(
        "deep page",
        () ->
            body(
                "query($v: String!) { customers(orderBy: [{by: NAME}], first: "
                    + PAGE
                    + ", after: $v"
                    + asOf
                    + ") { nodes { customerId name kind status } pageInfo { endCursor } } }",
                cursors.get(ThreadLocalRandom.current().nextInt(cursors.size()))));
    return all;
  }

  private String customer() {
    return BankLog.id(ThreadLocalRandom.current().nextInt(bank.customers())).value();
  }

  private String manager() {
    return BankLog.manager(ThreadLocalRandom.current().nextInt(bank.customers())).value();
  }

  private static String tier() {
    return BankLog.TIERS.get(ThreadLocalRandom.current().nextInt(BankLog.TIERS.size()));
  }

  private static String body(String query, String variable) {
    return "{\"query\":\""
        + query.replace("\"", "\\\"")
        + "\",\"variables\":{\"v\":\""
        + variable
        + "\"}}";
  }

  /** Places far inside of the list of customers by name. */
  private List<String> cursors(String asOf) throws Exception {
    List<String> cursors = new ArrayList<>();
    String after = "";
    int pages = Math.clamp(bank.customers() / STEP - 1, 1, DEEP_PAGES);
    for (int page = 0; page < pages; page++) {
      JsonNode answer =
          client.data(
              "{ customers(orderBy: [{by: NAME}], first: "
                  + STEP
                  + after
                  + asOf
                  + ") { pageInfo { endCursor } } }");
      String cursor = answer.path("customers").path("pageInfo").path("endCursor").stringValue();
      after = ", after: \"" + cursor + "\"";
      cursors.add(cursor);
    }
    return cursors.subList(Math.max(0, cursors.size() - CURSORS), cursors.size());
  }
}
