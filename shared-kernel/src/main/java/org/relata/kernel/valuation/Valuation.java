package org.relata.kernel.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile.FamilyStage;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Money;

/**
 * By what a bank reckons what its customers are worth: prices, unit costs, expectations and
 * weights. Rates are of a year, 0.0275 for 2.75 %, and a year has 360 days. What is left out makes
 * the figures that need it missing, not zero.
 *
 * @param currency of all amounts: the base currency
 * @param discountRate by which later income counts less
 * @param creditGrades all ratings that are given, the best first
 * @param priceRiseDays how long is looked before and after a price was raised
 */
public record Valuation(
    Currency currency,
    List<Price> prices,
    List<ContactCost> contactCosts,
    @Nullable BigDecimal discountRate,
    List<Horizon> horizons,
    @Impersonal List<Code> creditGrades,
    List<UsualInStage> usualInStages,
    List<UsualInIndustry> usualInIndustries,
    List<PriceRise> priceRises,
    @Nullable Integer priceRiseDays,
    List<Score> scores) {

  public static final int MAX_ENTRIES = 500;
  public static final int MAX_YEARS = 50;
  public static final int MAX_WEIGHT = 1000;
  public static final int MAX_PRICE_RISE_DAYS = 366;
  private static final int RATE_DECIMALS = 8;
  private static final BigDecimal HIGHEST_SCORE = BigDecimal.valueOf(100);

  /**
   * What one kind of account costs and brings the bank.
   *
   * @param transferPrice what the bank's treasury pays for a deposit, or takes for a loan
   * @param usualRate of accounts whose own interest rate is not recorded
   * @param yearlyCost of keeping one account
   * @param capitalShare what part of the balance is bound as economic capital
   */
  public record Price(
      AccountKind kind,
      @Nullable BigDecimal transferPrice,
      @Nullable BigDecimal usualRate,
      @Nullable BigDecimal yearlyCost,
      @Nullable BigDecimal capitalShare) {

    public Price {
      rate("transferPrice", transferPrice);
      rate("usualRate", usualRate);
      rate("capitalShare", capitalShare);
    }
  }

  /** What one contact costs. */
  public record ContactCost(Channel channel, BigDecimal cost) {}

  /** How many more years a relationship is expected to last. */
  public record Horizon(CustomerKind kind, int years) {
    public Horizon {
      if (years < 1 || years > MAX_YEARS) {
        throw Rejection.of("years", "OUT_OF_RANGE", "A horizon has 1 to " + MAX_YEARS + " years.");
      }
    }
  }

  /** What is usually held by somebody like this. */
  public sealed interface Usual {
    AccountKind kind();

    /** How much; null when it is enough to hold any. */
    @Nullable BigDecimal amount();
  }

  /** What persons in a stage of life usually hold. */
  public record UsualInStage(FamilyStage familyStage, AccountKind kind, @Nullable BigDecimal amount)
      implements Usual {}

  /** What companies and institutions of an industry usually hold. */
  public record UsualInIndustry(
      @Impersonal Code industry, AccountKind kind, @Nullable BigDecimal amount) implements Usual {}

  /** A day on which the bank raised a price; who leaves then is sensitive to prices. */
  public record PriceRise(AccountKind kind, @Impersonal LocalDate on) {
    public PriceRise {
      EffectiveDay.checked(on);
    }
  }

  /** How a score is put together. */
  public record Score(Metric metric, List<Weight> weights) {
    public Score {
      if (!metric.isScore()) {
        throw Rejection.of("metric", "OUT_OF_RANGE", metric + " is no score.");
      }
      weights = unique("weights", weights, Weight::metric);
      if (weights.isEmpty()) {
        throw Rejection.of("weights", "MISSING", "A score has at least one weight.");
      }
    }
  }

  /**
   * What a metric counts in a score.
   *
   * @param weight 1 to 1,000, relative to the others
   * @param steps from the lowest on; below the first the metric scores 0
   */
  public record Weight(Metric metric, int weight, List<Step> steps) {
    public Weight {
      if (weight < 1 || weight > MAX_WEIGHT) {
        throw Rejection.of(
            "weight", "OUT_OF_RANGE", "A weight is a whole number from 1 to " + MAX_WEIGHT + ".");
      }
      if (metric.isScore()) {
        throw Rejection.of("metric", "OUT_OF_RANGE", "A score does not count in a score.");
      }
      steps = unique("steps", steps, Step::from);
      if (steps.isEmpty()) {
        throw Rejection.of("steps", "MISSING", "A weight has at least one step.");
      }
      requireAscending(metric, steps);
    }

    private static void requireAscending(Metric metric, List<Step> steps) {
      @Nullable Figure last = null;
      for (int i = 0; i < steps.size(); i++) {
        Figure from =
            metric.checked("steps/" + i + "/from", steps.get(i).from(), Figure.MAX_DECIMALS);
        if (metric.kind().isNumber()) {
          if (last != null && last.decimal().compareTo(from.decimal()) >= 0) {
            throw Rejection.of(
                "steps/" + i + "/from", "NOT_ASCENDING", "Steps lead from the lowest up.");
          }
          last = from;
        }
      }
    }
  }

  /**
   * From a figure on a metric scores so much; a flag or category scores it when it is the same.
   *
   * @param score 0 to 100, two decimals
   */
  public record Step(Figure from, BigDecimal score) {
    public Step {
      if (score.signum() < 0 || score.compareTo(HIGHEST_SCORE) > 0) {
        throw Rejection.of("score", "OUT_OF_RANGE", "A score lies between 0 and 100.");
      }
      score = Money.exact(score, 2);
    }
  }

  public Valuation {
    prices = unique("prices", prices, Price::kind);
    contactCosts = unique("contactCosts", contactCosts, ContactCost::channel);
    horizons = unique("horizons", horizons, Horizon::kind);
    creditGrades = unique("creditGrades", creditGrades, grade -> grade);
    usualInStages =
        unique("usualInStages", usualInStages, one -> one.familyStage() + "/" + one.kind());
    usualInIndustries =
        unique("usualInIndustries", usualInIndustries, one -> one.industry() + "/" + one.kind());
    priceRises = unique("priceRises", priceRises, rise -> rise);
    scores = unique("scores", scores, Score::metric);
    rate("discountRate", discountRate);
    if (discountRate != null && discountRate.compareTo(BigDecimal.ONE.negate()) <= 0) {
      throw Rejection.of("discountRate", "OUT_OF_RANGE", "A discount rate is above -1.");
    }
    if (priceRiseDays != null && (priceRiseDays < 1 || priceRiseDays > MAX_PRICE_RISE_DAYS)) {
      throw Rejection.of(
          "priceRiseDays",
          "OUT_OF_RANGE",
          "1 to " + MAX_PRICE_RISE_DAYS + " days are looked at around a price rise.");
    }
    int decimals = Math.max(currency.getDefaultFractionDigits(), 0);
    for (int i = 0; i < prices.size(); i++) {
      amount("prices/" + i + "/yearlyCost", prices.get(i).yearlyCost(), decimals);
    }
    for (int i = 0; i < contactCosts.size(); i++) {
      amount("contactCosts/" + i + "/cost", contactCosts.get(i).cost(), decimals);
    }
    for (int i = 0; i < usualInStages.size(); i++) {
      amount("usualInStages/" + i + "/amount", usualInStages.get(i).amount(), decimals);
    }
    for (int i = 0; i < usualInIndustries.size(); i++) {
      amount("usualInIndustries/" + i + "/amount", usualInIndustries.get(i).amount(), decimals);
    }
  }

  /** The price of a kind of account; null when there is none. */
  public @Nullable Price priceOf(AccountKind kind) {
    return first(prices, price -> price.kind() == kind);
  }

  /** How a score is put together; null when it is not. */
  public @Nullable Score score(Metric metric) {
    return first(scores, score -> score.metric() == metric);
  }

  private static <T> @Nullable T first(List<T> entries, java.util.function.Predicate<T> wanted) {
    return entries.stream().filter(wanted).findFirst().orElse(null);
  }

  private static <T> List<T> unique(String field, List<T> entries, Function<T, Object> key) {
    if (entries.size() > MAX_ENTRIES) {
      throw Rejection.of(field, "TOO_MANY", "At most " + MAX_ENTRIES + " entries are given.");
    }
    Set<Object> keys = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!keys.add(key.apply(entries.get(i)))) {
        throw Rejection.of(field + "/" + i, "DUPLICATE", "Each entry is given once.");
      }
    }
    return List.copyOf(entries);
  }

  private static void rate(String field, @Nullable BigDecimal rate) {
    if (rate != null
        && (rate.abs().compareTo(BigDecimal.TEN) > 0
            || rate.stripTrailingZeros().scale() > RATE_DECIMALS)) {
      throw Rejection.of(
          field,
          "OUT_OF_RANGE",
          "A rate lies between -10 and 10 and has at most " + RATE_DECIMALS + " decimals.");
    }
  }

  private static void amount(String field, @Nullable BigDecimal amount, int decimals) {
    if (amount != null && Money.exact(amount, decimals).signum() < 0) {
      throw Rejection.of(field, "OUT_OF_RANGE", "An amount is not negative.");
    }
  }
}
