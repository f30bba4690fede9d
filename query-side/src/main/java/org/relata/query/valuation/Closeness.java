package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.Profile.FamilyStage;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.Valuation.Usual;
import org.relata.kernel.value.Code;
import org.relata.query.customer.CustomerLinkRow;

/** What part of its banking a customer and its partners do with us, as metrics. */
final class Closeness {

  /** In place of an amount, of a family of business with others. */
  static final String NOT_RECORDED = "not recorded";

  private final Reckoning reckoning;
  private final Facts facts;
  private final LocalDate on;

  Closeness(Reckoning reckoning) {
    this.reckoning = reckoning;
    this.facts = reckoning.facts();
    this.on = reckoning.period().to();
  }

  /**
   * Business with us and with others.
   *
   * @param outside with others
   */
  record Business(BigDecimal ours, BigDecimal outside) {

    static final Business NONE = new Business(BigDecimal.ZERO, BigDecimal.ZERO);

    Business plus(Business other) {
      return new Business(ours.add(other.ours), outside.add(other.outside));
    }

    /**
     * What part is ours.
     *
     * @throws Missing when there is none at all
     */
    BigDecimal share() {
      BigDecimal all = ours.add(outside);
      if (all.signum() == 0) {
        throw new Missing(Lack.NOT_APPLICABLE, "There is no such business, with us or others.");
      }
      return ours.divide(all, Reckoning.EXACT);
    }
  }

  /**
   * Assets and loans with us, of those and the known business with others: what was observed of the
   * families last, or else the latest statement's total. A family of which nothing was observed is
   * named: the share is one of what is known.
   */
  Business wallet() {
    BigDecimal ours =
        reckoning
            .balances(AccountKind::countsToAssetsUnderManagement, on)
            .add(reckoning.balances(Reckoning::isLoan, on));
    return business(ours, outside());
  }

  Business deposits() {
    return family(AccountKind::isDeposit, Observation.Kind.OUTSIDE_DEPOSITS);
  }

  Business loans() {
    return family(Reckoning::isLoan, Observation.Kind.OUTSIDE_LOANS);
  }

  Business investments() {
    return family(Reckoning::isInvestment, Observation.Kind.OUTSIDE_INVESTMENTS);
  }

  /** What was settled through us in twelve months, of that and what is settled through others. */
  Business settlement() {
    BigDecimal outside = observed(Observation.Kind.OUTSIDE_SETTLEMENT);
    return business(new Holding(reckoning.in(reckoning.period())).settled(), outside);
  }

  /** Of the companies that the customer is linked to on the day, those that hold an account. */
  BigDecimal affiliates() {
    Set<String> partners = partners();
    if (partners.isEmpty()) {
      throw Missing.fact("affiliates or trading partners");
    }
    long with =
        partners.stream()
            .filter(
                one ->
                    facts.partners().getOrDefault(one, List.of()).stream()
                        .anyMatch(span -> span.holds(on)))
            .count();
    reckoning.input("known", partners.size());
    reckoning.input("with us", with);
    return BigDecimal.valueOf(with).divide(BigDecimal.valueOf(partners.size()), Reckoning.EXACT);
  }

  private Set<String> partners() {
    Set<String> partners = new TreeSet<>();
    for (CustomerLinkRow link : facts.links()) {
      if (isLive(link) && isBusiness(link.kind())) {
        partners.add(link.fromCustomerId().value());
        partners.add(link.toCustomerId().value());
      }
    }
    partners.remove(facts.customer().customerId().value());
    return partners;
  }

  /** Whether the customer heads a group on the day. */
  boolean leadsGroup() {
    return facts.links().stream()
        .anyMatch(
            link ->
                isLive(link)
                    && link.kind() == CustomerLink.Kind.GROUP_MEMBER
                    && link.fromCustomerId().equals(facts.customer().customerId()));
  }

  private boolean isLive(CustomerLinkRow link) {
    @Nullable LocalDate from = link.from();
    @Nullable LocalDate to = link.to();
    return (from == null || !from.isAfter(on)) && (to == null || !to.isBefore(on));
  }

  private static boolean isBusiness(CustomerLink.Kind kind) {
    return switch (kind) {
      case GROUP_MEMBER, UPSTREAM, DOWNSTREAM, AFFILIATE -> true;
      case HOUSEHOLD, GUARANTOR -> false;
    };
  }

  /** Usual products that the customer lacks. */
  long lacking() {
    long lacking = 0;
    for (Usual one : usual()) {
      boolean held = isHeld(one.kind());
      reckoning.input(one.kind().name(), held ? "held" : "lacking");
      lacking += held ? 0 : 1;
    }
    return lacking;
  }

  /** Usual products that the customer holds less of than is usual. */
  long belowUsual() {
    return usual().stream().filter(this::isBelow).count();
  }

  private boolean isBelow(Usual usual) {
    @Nullable BigDecimal amount = usual.amount();
    if (amount == null || !isHeld(usual.kind())) {
      return false;
    }
    BigDecimal held = reckoning.balances(usual.kind()::equals, on);
    if (held.compareTo(amount) >= 0) {
      return false;
    }
    reckoning.input(usual.kind().name(), held.toPlainString() + " of " + amount.toPlainString());
    return true;
  }

  private boolean isHeld(AccountKind kind) {
    return facts.held().stream().anyMatch(one -> one.kind() == kind && one.heldOn(on));
  }

  /** What is usual for the person's stage of life, or the company's industry. */
  private List<? extends Usual> usual() {
    Valuation valuation = facts.valuation(on);
    if (facts.customer().kind() == CustomerKind.PERSONAL) {
      @Nullable FamilyStage stage = facts.customer().familyStage();
      if (stage == null) {
        throw Missing.fact("the family stage");
      }
      reckoning.input("family stage", stage);
      return some(
          valuation.usualInStages().stream().filter(one -> one.familyStage() == stage).toList(),
          stage);
    }
    @Nullable Code industry = facts.customer().industry();
    if (industry == null) {
      throw Missing.fact("the industry");
    }
    reckoning.input("industry", industry);
    return some(
        valuation.usualInIndustries().stream()
            .filter(one -> industry.equals(one.industry()))
            .toList(),
        industry);
  }

  private <T> List<T> some(List<T> usual, Object where) {
    if (usual.isEmpty()) {
      throw Missing.parameter("what is usual for " + where, on);
    }
    return usual;
  }

  private Business family(Predicate<AccountKind> kinds, Observation.Kind outside) {
    return business(reckoning.balances(kinds, on), observed(outside));
  }

  private BigDecimal outside() {
    BigDecimal sum = BigDecimal.ZERO;
    boolean known = false;
    for (Observation.Kind kind :
        List.of(
            Observation.Kind.OUTSIDE_DEPOSITS,
            Observation.Kind.OUTSIDE_LOANS,
            Observation.Kind.OUTSIDE_INVESTMENTS)) {
      @Nullable ObservationRow latest = facts.observed(kind, on);
      if (latest == null) {
        reckoning.input(kind.name(), NOT_RECORDED);
      } else {
        known = true;
        sum = sum.add(Bond.number(latest));
        reckoning.input(kind.name(), Bond.number(latest));
      }
    }
    return known
        ? sum
        : new Profile(reckoning).stated("business with others", FinancialProfile::outsideBusiness);
  }

  private BigDecimal observed(Observation.Kind kind) {
    @Nullable ObservationRow latest = facts.observed(kind, on);
    if (latest == null) {
      throw Missing.fact("the customer's " + kind);
    }
    reckoning.input(kind.name(), Bond.number(latest));
    return Bond.number(latest);
  }

  private Business business(BigDecimal ours, BigDecimal outside) {
    reckoning.input("with us", ours);
    return new Business(ours, outside);
  }
}
