package org.relata.query.segmentation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.graph.GraphRefusal;

/**
 * One figure of some customers, in order and in parts: exact decimals.
 *
 * @param told of those of whom it is known
 * @param missing how many there are of whom it is not
 */
record ToldFigures(List<Told> told, long missing) {

  private static final int SHARE_DECIMALS = 4;
  private static final int SCORE_DECIMALS = 2;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** A customer's figure. */
  record Told(String customerId, BigDecimal value) {}

  /**
   * A part of the customers, the best first, and what all up to it come to together.
   *
   * @param part from 1
   * @param customers how many up to its end
   * @param amount of those together
   * @param customerShare of all customers, 0 to 1
   * @param amountShare of the whole amount; null when that is not above zero
   */
  record ConcentrationPart(
      int part,
      long customers,
      BigDecimal amount,
      BigDecimal customerShare,
      @Nullable BigDecimal amountShare) {}

  /**
   * How few customers make how much.
   *
   * @param missing customers of whom the figure is not known: they are in no part
   */
  record Concentration(
      long customers, long missing, BigDecimal amount, List<ConcentrationPart> parts) {}

  /** A customer's place, from 1; equal figures have one place. */
  record Place(long place, BigDecimal value, String customerId) {}

  /**
   * A step of a score by percentile.
   *
   * @param from the least figure that scores it
   * @param score the share of customers whose figure is lower, 0 to 100, rounded down to a part
   */
  record PercentileStep(BigDecimal from, BigDecimal score) {}

  static ToldFigures of(
      Collection<String> customers, Function<String, @Nullable BigDecimal> figure) {
    List<Told> told = new ArrayList<>();
    for (String customer : customers) {
      @Nullable BigDecimal value = figure.apply(customer);
      if (value != null) {
        told.add(new Told(customer, value));
      }
    }
    return new ToldFigures(told, customers.size() - told.size());
  }

  /** The greatest or the least first, equal ones in the order of identifiers. */
  private List<Told> ordered(boolean lowestFirst) {
    Comparator<Told> byValue = Comparator.comparing(Told::value);
    return told.stream()
        .sorted((lowestFirst ? byValue : byValue.reversed()).thenComparing(Told::customerId))
        .toList();
  }

  /** The first parts have one customer more where they cannot be of one size. */
  Concentration concentration(int parts) {
    List<Told> order = ordered(false);
    BigDecimal whole = sum(order);
    List<ConcentrationPart> told = new ArrayList<>();
    BigDecimal amount = BigDecimal.ZERO;
    int end = 0;
    for (int part = 1; part <= Math.min(parts, order.size()); part++) {
      int begin = end;
      end += order.size() / parts + (part <= order.size() % parts ? 1 : 0);
      amount = amount.add(sum(order.subList(begin, end)));
      told.add(
          new ConcentrationPart(
              part,
              end,
              amount,
              share(BigDecimal.valueOf(end), BigDecimal.valueOf(order.size())),
              whole.signum() > 0 ? share(amount, whole) : null));
    }
    return new Concentration(order.size(), missing, whole, told);
  }

  private static BigDecimal sum(List<Told> some) {
    return some.stream().map(Told::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * A page of the ranking.
   *
   * @param after the customer after whom it begins; the first page when null
   */
  List<Place> places(boolean lowestFirst, @Nullable String after, int first) {
    List<Told> order = ordered(lowestFirst);
    List<Place> page = new ArrayList<>();
    boolean begun = after == null;
    long place = 0;
    for (int i = 0; i < order.size() && page.size() < first; i++) {
      Told one = order.get(i);
      if (i == 0 || order.get(i - 1).value().compareTo(one.value()) != 0) {
        place = i + 1;
      }
      if (begun) {
        page.add(new Place(place, one.value(), one.customerId()));
      } else {
        begun = one.customerId().equals(after);
      }
    }
    if (!begun) {
      throw new GraphRefusal(
              "NOT_RANKED", "The customer after whom the page should begin has no place.")
          .with("argument", "after");
    }
    return page;
  }

  List<PercentileStep> percentiles(int parts) {
    List<Told> order = ordered(true);
    List<PercentileStep> steps = new ArrayList<>();
    long lower = 0;
    long last = -1;
    for (int i = 0; i < order.size(); i++) {
      BigDecimal value = order.get(i).value();
      if (i > 0 && order.get(i - 1).value().compareTo(value) < 0) {
        lower = i;
      }
      long part = lower * parts / order.size();
      if (part > last) {
        steps.add(
            new PercentileStep(
                value,
                BigDecimal.valueOf(part)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(parts), SCORE_DECIMALS, RoundingMode.HALF_UP)));
        last = part;
      }
    }
    return steps;
  }

  static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return part.divide(whole, SHARE_DECIMALS, RoundingMode.HALF_UP);
  }
}
