package org.relata.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dry runs over real data of two banks. The figures are those that the data set's description says
 * a correct import must reproduce; here they are computed from the commands alone.
 */
class RealDataTest {
  private static final Path DATA = Path.of("../../shared/data");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Offset<BigDecimal> CENTS = within(new BigDecimal("0.20"));

  @TempDir Path directory;

  private final Map<String, TreeSet<String>> days = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> accountDays = new HashSet<>();
  private final Map<String, BigDecimal> sums = new HashMap<>();
  private final Map<String, NavigableMap<LocalDate, BigDecimal>> closings = new HashMap<>();

  private void day(String figure, JsonNode day) {
    days.computeIfAbsent(figure, name -> new TreeSet<>()).add(day.stringValue());
  }

  private void count(String figure) {
    counts.merge(figure, 1, Integer::sum);
  }

  private void add(String figure, String amount) {
    count(figure);
    sums.merge(figure, new BigDecimal(amount), BigDecimal::add);
  }

  private void check(String figure, int count, String sum) {
    assertThat(counts).as(figure).containsEntry(figure, count);
    assertThat(sums.get(figure)).as(figure).isEqualByComparingTo(sum);
  }

  private Journal.State dryRun(String example, String file, Consumer<JsonNode> commands) {
    Assumptions.assumeTrue(
        Files.exists(DATA.resolve(file)), "SKIPPED: the real data is not beside the worktree");
    Mapping mapping = MappingFile.read(Path.of("examples", example + ".yaml"), DATA);
    try (Journal journal = new Journal(directory, "", null, ".csv")) {
      DryRun run =
          new DryRun(
              journal,
              new PrintWriter(new StringWriter()),
              command -> commands.accept(JSON.readTree(command.json())));
      mapping.steps().forEach(step -> new StepRun(step, DATA, run).run(position -> {}));
      return journal.state();
    }
  }

  @Test
  void theCommandsForTheBerkaBankAddUpToTheFiguresOfTheDataSet() {
    Journal.State end = dryRun("berka", "berka/client.asc", this::takeBerka);

    assertThat(end.refused()).isZero();
    assertThat(counts)
        .containsEntry("DefineDictionaryEntry", 77)
        .containsEntry("RegisterCustomer", 5369)
        .containsEntry("FEMALE", 2645)
        .containsEntry("MALE", 2724)
        .containsEntry("CURRENT", 4500)
        .containsEntry("AddAuthorisedUser", 869)
        .containsEntry("MONTHLY", 4167)
        .containsEntry("WEEKLY", 240)
        .containsEntry("AFTER_TRANSACTION", 93)
        .containsEntry("berka-1", 663)
        .containsEntry("berka-74", 180)
        .containsEntry("berka-70", 169)
        .containsEntry("card junior", 145)
        .containsEntry("card classic", 659)
        .containsEntry("card gold", 88)
        .containsEntry("open at 1998-12-31", 448)
        .containsEntry("dated 1994-10-31", 1154);
    assertThat(days.get("born")).startsWith("1911-08-20").endsWith("1987-09-27");
    assertThat(days.get("opened")).startsWith("1993-01-01").endsWith("1997-12-29");
    assertThat(days.get("granted")).startsWith("1993-07-05").endsWith("1998-12-08");
    assertThat(days.get("posted")).startsWith("1993-01-01").endsWith("1994-10-31");
    check("loan A", 203, "18603216.00");
    check("loan B", 31, "4362348.00");
    check("loan C", 403, "69078372.00");
    check("loan D", 45, "11217804.00");
    check("order", 6471, "21228993.60");
    check("order SIPO", 3502, "13965417.00");
    check("order UVER", 717, "3035184.50");
    check("order POJISTNE", 532, "686927.00");
    check("order LEASING", 341, "759527.10");
    check("order ", 1379, "2781938.00");
    check("posting", 99999, "632551754.10");
    check("PRIJEM CREDIT", 43341, "341174356.50");
    check("VYDAJ DEBIT", 55095, "272021949.60");
    check("VYBER DEBIT", 1563, "19355448.00");
    check("CASH_DEPOSIT", 17862, "254452081.50");
    check("TRANSFER_IN", 7237, "84216301.00");
    check("CASH_WITHDRAWAL", 39899, "238444749.20");
    check("TRANSFER_OUT", 16717, "52841548.40");
    check("CARD_WITHDRAWAL", 42, "91100.00");
    check("INTEREST", 18242, "2505974.00");
    checkClosings();
  }

  private void checkClosings() {
    assertThat(closings).hasSize(1515);
    assertThat(closings.values().stream().mapToInt(Map::size).sum())
        .as("account-days up to 1994-10-30")
        .isEqualTo(accountDays.size())
        .isEqualTo(78_915);
    checkClosing("2", "27840.60", "31927.60");
    checkClosing("1787", "24574.80", "39661.40");
    checkClosing("1801", "42202.40", "26358.00");
    checkClosing("2378", "62042.00", "35856.50");
    checkClosing("9188", "31239.00", "28272.60");
    assertThat(average("2", "1993-01-01", "1993-12-31"))
        .isCloseTo(new BigDecimal("29345.80"), CENTS);
    assertThat(average("2", "1994-01-01", "1994-10-30"))
        .isCloseTo(new BigDecimal("29119.68"), CENTS);
    assertThat(closings.values())
        .allMatch(days -> days.lastKey().isBefore(LocalDate.of(1994, 10, 31)));
  }

  private void checkClosing(String account, String endOf1993, String last) {
    assertThat(on(account, LocalDate.of(1993, 12, 31)))
        .as(account)
        .isCloseTo(new BigDecimal(endOf1993), CENTS);
    assertThat(on(account, LocalDate.of(1994, 10, 30)))
        .as(account)
        .isCloseTo(new BigDecimal(last), CENTS);
  }

  private BigDecimal on(String account, LocalDate day) {
    Map.Entry<LocalDate, BigDecimal> last =
        closings.getOrDefault("berka-account-" + account, new TreeMap<>()).floorEntry(day);
    return last == null ? BigDecimal.ZERO : last.getValue();
  }

  private BigDecimal average(String account, String from, String to) {
    LocalDate first = LocalDate.parse(from);
    LocalDate last = LocalDate.parse(to);
    BigDecimal sum =
        first
            .datesUntil(last.plusDays(1))
            .map(day -> on(account, day))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    long days = last.toEpochDay() - first.toEpochDay() + 1;
    return sum.divide(BigDecimal.valueOf(days), 2, RoundingMode.HALF_UP);
  }

  private void takeBerka(JsonNode command) {
    JsonNode payload = command.get("payload");
    String type = command.get("type").stringValue();
    count(type);
    switch (type) {
      case "RegisterCustomer" -> {
        JsonNode profile = payload.get("profile");
        count(profile.get("gender").stringValue());
        count(profile.get("region").stringValue());
        day("born", profile.get("birthDate"));
      }
      case "OpenAccount" -> takeAccount(payload, payload.get("attributes"));
      case "RecordPostings" ->
          payload.get("postings").forEach(posting -> takePosting(payload, posting));
      case "RecordBalances" ->
          payload
              .get("balances")
              .forEach(
                  balance ->
                      closings
                          .computeIfAbsent(
                              payload.get("accountId").stringValue(), id -> new TreeMap<>())
                          .put(
                              LocalDate.parse(balance.get("on").stringValue()),
                              new BigDecimal(balance.get("amount").stringValue())));
      default -> assertThat(type).isIn("DefineDictionaryEntry", "AddAuthorisedUser");
    }
  }

  private void takeAccount(JsonNode account, JsonNode attributes) {
    switch (account.get("kind").stringValue()) {
      case "CURRENT" -> {
        count("CURRENT");
        count(attributes.get("frequency").stringValue());
        day("opened", account.get("openedOn"));
      }
      case "LOAN" -> {
        String amount = account.get("principal").get("amount").stringValue();
        add("loan " + attributes.get("status").stringValue(), amount);
        day("granted", account.get("openedOn"));
        if (account.get("maturesOn").stringValue().compareTo("1998-12-31") > 0) {
          count("open at 1998-12-31");
        }
      }
      case "CARD" -> count("card " + attributes.get("type").stringValue());
      default -> {
        add("order", attributes.get("amount").stringValue());
        add(
            "order " + attributes.path("kSymbol").asString(""),
            attributes.get("amount").stringValue());
      }
    }
  }

  private void takePosting(JsonNode batch, JsonNode posting) {
    String amount = posting.get("amount").stringValue();
    String on = posting.get("on").stringValue();
    add("posting", amount);
    add(posting.get("text").stringValue() + " " + posting.get("direction").stringValue(), amount);
    add(posting.get("kind").stringValue(), amount);
    count("dated " + on);
    day("posted", posting.get("on"));
    if (on.compareTo("1994-10-30") <= 0) {
      accountDays.add(batch.get("accountId").stringValue() + on);
    }
  }

  @Test
  void theCommandsForTheBankMarketingDataAddUpToItsFigures() {
    Map<String, Integer> months = new TreeMap<>();
    Journal.State end =
        dryRun(
            "bank-marketing",
            "bank-marketing/bank-full.csv.gz",
            command -> {
              JsonNode payload = command.get("payload");
              if (command.get("type").stringValue().equals("RegisterCustomer")) {
                add(
                    "balance",
                    payload
                        .get("profile")
                        .get("attributes")
                        .get("averageYearlyBalance")
                        .stringValue());
              } else {
                String on = payload.get("on").stringValue();
                months.merge(on.substring(5, 7), 1, Integer::sum);
                count(payload.get("result").stringValue());
                count(payload.get("result").stringValue() + " " + on.substring(5, 7));
                add("seconds", payload.get("attributes").get("seconds").stringValue());
                add("campaign", payload.get("attributes").get("campaign").stringValue());
                assertThat(on).isBetween("2008-05-05", "2010-11-30");
              }
            });

    assertThat(end.refused()).isZero();
    check("balance", 45211, "61589682");
    check("seconds", 45211, "11671811");
    check("campaign", 45211, "124956");
    assertThat(counts).containsEntry("yes", 5289).containsEntry("no", 39922);
    assertThat(counts).containsEntry("yes 01", 142).containsEntry("yes 12", 100);
    assertThat(months)
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("01", 1403),
                    Map.entry("02", 2649),
                    Map.entry("03", 477),
                    Map.entry("04", 2932),
                    Map.entry("05", 13766),
                    Map.entry("06", 5341),
                    Map.entry("07", 6895),
                    Map.entry("08", 6247),
                    Map.entry("09", 579),
                    Map.entry("10", 738),
                    Map.entry("11", 3970),
                    Map.entry("12", 214))));
  }
}
