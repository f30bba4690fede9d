package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.FinancialProfile.StatementKind;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.value.Money;

/** What a customer is, as metrics. */
final class Profile {

  private final Reckoning reckoning;
  private final Facts facts;
  private final LocalDate on;

  Profile(Reckoning reckoning) {
    this.reckoning = reckoning;
    this.facts = reckoning.facts();
    this.on = reckoning.period().to();
  }

  String kind() {
    String kind = facts.customer().kind().name();
    reckoning.input("registered as", kind);
    return kind;
  }

  String region() {
    String region = known(facts.customer().region(), "the region").value();
    reckoning.input("by the profile", region);
    return region;
  }

  long age() {
    LocalDate birth = known(facts.customer().birthDate(), "the birth date");
    if (birth.isAfter(on)) {
      throw new Missing(Lack.NOT_APPLICABLE, "The customer was not born on " + on + ".");
    }
    reckoning.input("born on", birth);
    return ChronoUnit.YEARS.between(birth, on);
  }

  String administrativeLevel() {
    String level = known(facts.customer().administrativeLevel(), "the administrative level").name();
    reckoning.input("by the profile", level);
    return level;
  }

  /** Of the latest annual statement, or of an interim one in the year of foundation. */
  BigDecimal totalAssets() {
    @Nullable LocalDate founded = facts.customer().foundedOn();
    boolean interim = founded != null && founded.getYear() == on.getYear();
    return stated(
        statements().stream()
            .filter(one -> interim || one.statementKind() == StatementKind.ANNUAL)
            .toList(),
        interim ? "total assets" : "total assets of a whole year",
        FinancialProfile::totalAssets);
  }

  BigDecimal registeredCapital() {
    return stated("registered capital", FinancialProfile::registeredCapital);
  }

  /** With a loan from us on the day, or by the latest statement. */
  boolean borrows() {
    if (reckoning.balances(Reckoning::isLoan, on).signum() > 0) {
      reckoning.input("loan", "with us");
      return true;
    }
    for (FinancialProfile statement : statements()) {
      if (statement.borrower() != null) {
        reckoning.input("statement of", statement.statementDate());
        return statement.borrower();
      }
    }
    throw Missing.fact("whether the customer borrows");
  }

  BigDecimal targetCredit() {
    BigDecimal credit = Bond.number(observed(Observation.Kind.TARGET_CREDIT, "a target credit"));
    reckoning.input("target credit", credit);
    return credit;
  }

  boolean hasCooperationAgreement() {
    return Bond.isTrue(
        observed(Observation.Kind.COOPERATION_AGREEMENT, "whether a cooperation agreement holds"));
  }

  /** The head of a group, or listed, or among the largest. */
  boolean isOfRank() {
    boolean told = false;
    for (Observation.Kind kind :
        List.of(
            Observation.Kind.LISTED, Observation.Kind.TOP_500, Observation.Kind.SECTOR_TOP_100)) {
      @Nullable ObservationRow latest = facts.observed(kind, on);
      if (latest != null) {
        told = true;
        reckoning.input(kind.name(), Bond.isTrue(latest));
        if (Bond.isTrue(latest)) {
          return true;
        }
      }
    }
    if (new Closeness(reckoning).leadsGroup()) {
      reckoning.input("heads a group", true);
      return true;
    }
    if (!told) {
      throw Missing.fact("whether the company is listed or among the largest");
    }
    return false;
  }

  /** An amount of the latest statement by the day that tells it. */
  BigDecimal stated(String what, Function<FinancialProfile, @Nullable Money> amount) {
    return stated(statements(), what, amount);
  }

  private BigDecimal stated(
      List<FinancialProfile> statements,
      String what,
      Function<FinancialProfile, @Nullable Money> amount) {
    for (FinancialProfile statement : statements) {
      @Nullable Money told = amount.apply(statement);
      if (told != null) {
        reckoning.input(
            statement.statementKind() == StatementKind.ANNUAL
                ? "annual statement of"
                : "interim statement of",
            statement.statementDate());
        BigDecimal worth =
            facts.worth(
                told.amount(), told.currency().getCurrencyCode(), statement.statementDate());
        reckoning.input(what, worth);
        return worth;
      }
    }
    throw Missing.fact("a statement that tells the " + what);
  }

  /** By the day, the latest first. */
  private List<FinancialProfile> statements() {
    return facts.statements().reversed().stream()
        .filter(one -> !one.statementDate().isAfter(on))
        .toList();
  }

  private ObservationRow observed(Observation.Kind kind, String what) {
    ObservationRow latest = known(facts.observed(kind, on), what);
    reckoning.input("observed on", latest.on());
    return latest;
  }

  private static <T> T known(@Nullable T fact, String what) {
    if (fact == null) {
      throw Missing.fact(what);
    }
    return fact;
  }
}
