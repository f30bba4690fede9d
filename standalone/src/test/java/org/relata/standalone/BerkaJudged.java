package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.Valuation;
import tools.jackson.databind.JsonNode;

/**
 * The owners of the Berka accounts, judged: what they are worth and which tier they have, for 1993
 * and for 1994 as far as the data goes, and what another policy makes of every customer of the
 * bank, first on trial and then in earnest.
 */
final class BerkaJudged {

  private static final String SCHEME = "berka-aum";
  private static final LocalDate END_OF_1993 = LocalDate.of(1993, 12, 31);
  private static final LocalDate LAST = LocalDate.of(1994, 10, 30);
  private static final LocalDate TRIED = LocalDate.of(1994, 9, 30);

  /** The lower bound belongs to the band. */
  private static final Map<String, String> FIRST = bands("100000.00", "50000.00", "20000.00");

  private static final Map<String, String> SECOND = bands("70000.00", "40000.00", "25000.00");

  private final RelataClient client;
  private final RawBerka raw;
  private final Valuation.Price current;
  private final Valuation.Price loan;

  BerkaJudged(RelataClient client, Path data) throws IOException {
    this.client = client;
    this.raw = new RawBerka(data);
    Valuation shipped = ShippedValuation.of(Currency.getInstance("CZK"));
    this.current = price(shipped, AccountKind.CURRENT);
    this.loan = price(shipped, AccountKind.LOAN);
  }

  private static Valuation.Price price(Valuation valuation, AccountKind kind) {
    return valuation.prices().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static Map<String, String> bands(String top, String wealth, String upper) {
    Map<String, String> bands = new LinkedHashMap<>();
    bands.put("TOP", top);
    bands.put("WEALTH", wealth);
    bands.put("UPPER", upper);
    return bands;
  }

  void check() throws Exception {
    Clerk clerk = new Clerk(client, "judge");
    clerk.write("SetBaseCurrency", Map.of("currency", "CZK")).stored();
    clerk
        .write("DraftValuation", Map.of("version", 1, "effectiveFrom", "1993-01-01"))
        .write("ProposeValuation", Map.of("version", 1))
        .stored();
    new Clerk(client.approver(), "prices").write("ApproveValuation", Map.of("version", 1)).stored();
    approve(clerk, 1, "1993-01-01", FIRST);

    checkFigures(LocalDate.of(1993, 1, 1), END_OF_1993);
    checkFigures(LocalDate.of(1994, 1, 1), LAST);
    checkTiers(evaluated(clerk, END_OF_1993, "end-of-1993"), END_OF_1993, FIRST);
    Map<String, String> before = evaluated(clerk, TRIED, "before");
    checkTiers(before, TRIED, FIRST);

    draft(clerk, 2, "1994-09-01", SECOND);
    Map<String, String> predicted = predicted(before);
    checkTiers(predicted, TRIED, SECOND);
    assertThat(predicted).isNotEqualTo(before);
    approveDrafted(clerk, 2);
    assertThat(evaluated(clerk, TRIED, "after"))
        .as("the tiers assigned after the activation are those that the back-test predicted")
        .isEqualTo(predicted);
    checkTiers(evaluated(clerk, LAST, "last"), LAST, SECOND);
  }

  private void approve(Clerk clerk, int version, String from, Map<String, String> bands)
      throws Exception {
    draft(clerk, version, from, bands);
    approveDrafted(clerk, version);
  }

  private void draft(Clerk clerk, int version, String from, Map<String, String> bands)
      throws Exception {
    List<Map<String, Object>> rules = new ArrayList<>();
    bands.forEach(
        (tier, bound) -> rules.add(Map.of("tier", tier, "when", "aum >= money('" + bound + "')")));
    rules.add(Map.of("tier", "MASS", "when", "true"));
    long position =
        clerk
            .write(
                "DraftPolicy",
                Map.of("scheme", SCHEME, "version", version, "effectiveFrom", from, "rules", rules))
            .stored();
    Await.until("the draft is seen", () -> client.hasFolded(position));
  }

  private void approveDrafted(Clerk clerk, int version) throws Exception {
    Map<String, Object> policy = Map.of("scheme", SCHEME, "version", version);
    clerk.write("ProposePolicy", policy).stored();
    long position =
        new Clerk(client.approver(), "approve-" + version).write("ApprovePolicy", policy).stored();
    Await.until("the approval is seen", () -> client.hasFolded(position));
  }

  /** Has all customers evaluated for a day; the tiers of all. */
  private Map<String, String> evaluated(Clerk clerk, LocalDate on, String id) throws Exception {
    clerk
        .write("EvaluateTiers", Map.of("scheme", SCHEME, "on", on.toString(), "evaluationId", id))
        .stored();
    String question = "{ evaluation(evaluationId: \"" + id + "\") { state failed } }";
    Await.until(
        "the evaluation is complete",
        Duration.ofMillis(100),
        () -> client.data(question).at("/evaluation/state").asString("").equals("COMPLETED"));
    assertThat(client.data(question).at("/evaluation/failed").asLong()).isZero();
    Map<String, String> tiers = new TreeMap<>();
    String asked = "tier(scheme: \"" + SCHEME + "\") { tier on }";
    for (JsonNode customer : customers("", asked)) {
      assertThat(customer.at("/tier/on").asString("")).isLessThanOrEqualTo(LAST.toString());
      tiers.put(customer.path("customerId").asString(), customer.at("/tier/tier").asString("none"));
    }
    assertThat(tiers)
        .hasSize(
            client.data("{ customers { totalCount } }").at("/customers/totalCount").intValue());
    return tiers;
  }

  private void checkTiers(Map<String, String> tiers, LocalDate on, Map<String, String> bands) {
    Map<String, String> accounts = raw.accountsByOwner();
    Map<String, String> expected = new TreeMap<>();
    raw.clients()
        .forEach(
            id -> {
              @Nullable String account = accounts.get(id);
              BigDecimal aum = account == null ? BigDecimal.ZERO : raw.on(account, on);
              String tier = "MASS";
              for (Map.Entry<String, String> band : bands.entrySet()) {
                if (tier.equals("MASS") && aum.compareTo(new BigDecimal(band.getValue())) >= 0) {
                  tier = band.getKey();
                }
              }
              expected.put("berka-" + id, tier);
            });
    Map<String, String> known = new TreeMap<>(tiers);
    known.keySet().retainAll(expected.keySet());
    assertThat(known).as("tiers on %s", on).isEqualTo(expected);
  }

  private void checkFigures(LocalDate from, LocalDate to) throws Exception {
    String asked =
        "figures(from: \"%s\", on: \"%s\", metrics: [AUM, AVERAGE_DEPOSITS, DEPOSIT_CONTRIBUTION,"
            + " LOAN_CONTRIBUTION]) { metric value missing }";
    Map<String, String> accounts = raw.accountsByOwner();
    List<String> wrong = new ArrayList<>();
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    for (JsonNode customer : owners(asked.formatted(from, to))) {
      String owner = customer.path("customerId").asString().substring("berka-".length());
      String account = Objects.requireNonNull(accounts.get(owner));
      BigDecimal deposits = raw.balanceDays(account, from, to);
      Map<String, BigDecimal> expected = new TreeMap<>();
      expected.put("AUM", raw.on(account, to));
      expected.put(
          "AVERAGE_DEPOSITS", deposits.divide(BigDecimal.valueOf(days), MathContext.DECIMAL128));
      expected.put(
          "DEPOSIT_CONTRIBUTION",
          ofYears(
              deposits.multiply(
                  rate(current.transferPrice()).subtract(rate(current.usualRate())))));
      expected.put(
          "LOAN_CONTRIBUTION",
          ofYears(
              raw.loanDays(owner, from, to)
                  .multiply(rate(loan.usualRate()).subtract(rate(loan.transferPrice())))));
      for (JsonNode figure : customer.path("figures")) {
        String metric = figure.path("metric").asString();
        String right =
            Objects.requireNonNull(expected.get(metric))
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
        if (!right.equals(figure.path("value").asString(""))) {
          wrong.add("%s of %s by %s: %s, should be %s".formatted(metric, owner, to, figure, right));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static BigDecimal rate(@Nullable BigDecimal rate) {
    return Objects.requireNonNull(rate);
  }

  private static BigDecimal ofYears(BigDecimal days) {
    return days.divide(BigDecimal.valueOf(360), MathContext.DECIMAL128);
  }

  /** The tiers before, but for those whom the back-test says would move. */
  private Map<String, String> predicted(Map<String, String> before) throws Exception {
    String test =
        "{ backtest(scheme: \"%s\", version: 2, from: \"1994-09-01\", to: \"1994-09-30\") {%s } }";
    String state = test.formatted(SCHEME, " state done total");
    Await.until(
        "the back-test is done",
        Duration.ofMillis(100),
        () -> client.data(state).at("/backtest/state").asString("").equals("DONE"));
    assertThat(client.data(state).at("/backtest/total").asInt()).isEqualTo(before.size());
    Map<String, String> predicted = new TreeMap<>(before);
    String after = "";
    while (true) {
      JsonNode moves =
          client
              .data(
                  test.formatted(
                      SCHEME,
                      " moves(on: \"1994-09-30\", first: 500"
                          + after
                          + ") { customerId oldTier newTier }"))
              .at("/backtest/moves");
      if (moves.isEmpty()) {
        return predicted;
      }
      for (JsonNode move : moves) {
        String id = move.path("customerId").asString();
        assertThat(predicted.put(id, move.path("newTier").asString()))
            .as("the tier of %s before", id)
            .isEqualTo(move.path("oldTier").asString());
        after = ", after: \"" + id + "\"";
      }
    }
  }

  /** The customers who own an account. */
  private List<JsonNode> owners(String selection) throws Exception {
    Map<String, String> accounts = raw.accountsByOwner();
    List<JsonNode> owners = new ArrayList<>();
    for (JsonNode customer : customers("filter: {source: \"berka\"}, ", selection)) {
      String id = customer.path("customerId").asString();
      if (accounts.containsKey(id.substring("berka-".length()))) {
        owners.add(customer);
      }
    }
    assertThat(owners).hasSize(4_500);
    return owners;
  }

  /** Customers page by page. */
  private List<JsonNode> customers(String filter, String selection) throws Exception {
    List<JsonNode> customers = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          client
              .data(
                  "{ customers(%sfirst: 250%s) { nodes { customerId %s }"
                          .formatted(filter, after, selection)
                      + " pageInfo { hasNextPage endCursor } } }")
              .path("customers");
      page.path("nodes").forEach(customers::add);
      more = page.at("/pageInfo/hasNextPage").booleanValue();
      after = ", after: \"" + page.at("/pageInfo/endCursor").asString("") + '"';
    }
    return customers;
  }
}
