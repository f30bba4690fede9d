package org.relata.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The Berka files read by the test itself, line by line, with nothing of Relata: who owns which
 * account, what stood on it at the end of each day, what was lent to whom.
 */
final class RawBerka {

  /** A loan from its day on. */
  record Loan(LocalDate from, BigDecimal principal) {}

  private final List<String> clients = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, TreeMap<LocalDate, BigDecimal>> balances = new HashMap<>();
  private final Map<String, List<Loan>> loans = new HashMap<>();

  RawBerka(Path data) throws IOException {
    lines(data.resolve("berka/client.asc"), row -> clients.add(row[0]));
    lines(
        data.resolve("berka/disp.asc"),
        row -> {
          if (row[3].equals("OWNER")) {
            owners.put(row[2], row[1]);
          }
        });
    lines(
        data.resolve("berka/loan.asc"),
        row ->
            loans
                .computeIfAbsent(owner(row[1]), _ -> new ArrayList<>())
                .add(new Loan(day(row[2]), new BigDecimal(row[3]))));
    readBalances(data);
  }

  /**
   * The closing balance of a day is that of the transaction by which the balances add up: those of
   * one day do not stand in their order.
   */
  private void readBalances(Path data) throws IOException {
    Map<String, TreeMap<LocalDate, List<String[]>>> days = new HashMap<>();
    lines(
        data.resolve("berka/trans-19930101-19941031.asc.gz"),
        row ->
            days.computeIfAbsent(row[1], _ -> new TreeMap<>())
                .computeIfAbsent(day(row[2]), _ -> new ArrayList<>())
                .add(row));
    days.forEach(
        (account, own) -> {
          TreeMap<LocalDate, BigDecimal> closing = new TreeMap<>();
          BigDecimal last = BigDecimal.ZERO;
          for (Map.Entry<LocalDate, List<String[]>> day : own.entrySet()) {
            BigDecimal sum = last;
            for (String[] row : day.getValue()) {
              BigDecimal amount = new BigDecimal(row[5]);
              sum = row[3].equals("PRIJEM") ? sum.add(amount) : sum.subtract(amount);
            }
            BigDecimal nearest = sum;
            BigDecimal distance = new BigDecimal(1_000_000_000);
            for (String[] row : day.getValue()) {
              BigDecimal balance = new BigDecimal(row[6]);
              BigDecimal apart = balance.subtract(sum).abs();
              if (apart.compareTo(distance) < 0) {
                nearest = balance;
                distance = apart;
              }
            }
            last = nearest;
            closing.put(day.getKey(), last);
          }
          balances.put(account, closing);
        });
  }

  /** All clients, whether or not they own an account. */
  List<String> clients() {
    return List.copyOf(clients);
  }

  /** The owners of accounts, each with the account. */
  Map<String, String> accountsByOwner() {
    Map<String, String> accounts = new TreeMap<>();
    owners.forEach((account, owner) -> accounts.put(owner, account));
    return accounts;
  }

  /** What stands on an account at the end of a day, never less than nothing. */
  BigDecimal on(String account, LocalDate day) {
    return closing(account, day).max(BigDecimal.ZERO);
  }

  private BigDecimal closing(String account, LocalDate day) {
    Map.Entry<LocalDate, BigDecimal> known =
        balances.getOrDefault(account, new TreeMap<>()).floorEntry(day);
    return known == null ? BigDecimal.ZERO : known.getValue();
  }

  /** The closing balances of all days from the one to the other, added up, overdrawn or not. */
  BigDecimal balanceDays(String account, LocalDate from, LocalDate to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      sum = sum.add(closing(account, day));
    }
    return sum;
  }

  /** What is lent on all days from the one to the other, added up. */
  BigDecimal loanDays(String owner, LocalDate from, LocalDate to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Loan loan : loans.getOrDefault(owner, List.of())) {
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        sum = day.isBefore(loan.from()) ? sum : sum.add(loan.principal());
      }
    }
    return sum;
  }

  private String owner(String account) {
    return Objects.requireNonNull(owners.get(account));
  }

  private static LocalDate day(String text) {
    return LocalDate.of(
        1900 + Integer.parseInt(text.substring(0, 2)),
        Integer.parseInt(text.substring(2, 4)),
        Integer.parseInt(text.substring(4, 6)));
  }

  private static void lines(Path file, Consumer<String[]> row) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.US_ASCII))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        row.accept(line.replace("\"", "").strip().split(";", -1));
      }
    }
  }
}
