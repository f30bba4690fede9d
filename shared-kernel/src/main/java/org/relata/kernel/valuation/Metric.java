package org.relata.kernel.valuation;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile.AdministrativeLevel;
import org.relata.kernel.value.Money;

/**
 * What is known or computed of one customer for a period that ends on a day, as known at one
 * position. Amounts are in the base currency and rounded half up to its decimals once, at the end;
 * shares have four decimals, scores two.
 */
public enum Metric {
  /** Assets under management on the day: deposits, funds, wealth products, custody; as owner. */
  AUM(Kind.AMOUNT),
  /** Deposits and current accounts on the day. */
  DEPOSITS(Kind.AMOUNT),
  /** Principal outstanding on the day. */
  LOANS(Kind.AMOUNT),
  /** Third-party custody on the day. */
  CUSTODY_BALANCE(Kind.AMOUNT),
  /** The largest balance of any account on the day. */
  LARGEST_BALANCE(Kind.AMOUNT),
  /** Average daily balance of the deposits in the period. */
  AVERAGE_DEPOSITS(Kind.AMOUNT),
  /** Average daily balance of the loans in the period. */
  AVERAGE_LOANS(Kind.AMOUNT),
  /** Kinds of accounts and contracts that are held on the day. */
  PRODUCTS(Kind.COUNT),
  /** Channels that the customer has signed up for. */
  CHANNELS(Kind.COUNT),
  /** Debit postings of cards in the twelve months that end on the day. */
  CARD_SPENDING_YEAR(Kind.AMOUNT),
  /** Debit postings of cards in the month that ends on the day, when a card is held then. */
  CARD_SPENDING_MONTH(Kind.AMOUNT),
  /** How often cards were used in the month that ends on the day, when a card is held then. */
  CARD_USES_MONTH(Kind.COUNT),
  /** The balance of the cards that are held on the day. */
  CARD_BALANCE(Kind.AMOUNT),
  /** Whether an open card is gold or platinum. */
  GOLD_OR_PLATINUM_CARD(Kind.FLAG),
  /** Full months since the last posting on any account. */
  MONTHS_WITHOUT_POSTING(Kind.COUNT),

  /** What the deposits of the period earned: average x (transfer price - rate paid). */
  DEPOSIT_CONTRIBUTION(Kind.AMOUNT),
  /** What the loans of the period earned: average x (rate - transfer price). */
  LOAN_CONTRIBUTION(Kind.AMOUNT),
  /** Fees of the period: cards, investment, other. */
  FEE_INCOME(Kind.AMOUNT),
  /** Variable cost of the period: contacts by channel and products, each with its unit cost. */
  SERVICE_COST(Kind.AMOUNT),
  /** Both contributions and the fee income, less the service cost. */
  CURRENT_VALUE(Kind.AMOUNT),

  /** Net present value of the income expected over the remaining relationship. */
  EXPECTED_INCOME(Kind.AMOUNT),
  /** The change of income for each unit of change of marketing cost. */
  MARGINAL_CONTRIBUTION(Kind.SHARE),
  /** Products that customers of this family stage or industry usually need and this one lacks. */
  CROSS_BUYING(Kind.COUNT),
  /** Products that are held below the amount usual for the family stage or industry. */
  UP_BUYING(Kind.COUNT),
  /** Customers who came by recommendation of this one in the period. */
  REFERRALS(Kind.COUNT),
  /** Suggestions of the customer that the bank took up in the period. */
  ACCEPTED_SUGGESTIONS(Kind.COUNT),

  /** Place of the credit rating on the bank's scale, 1 for the best. */
  CREDIT_GRADE(Kind.COUNT),
  /** Bad-credit records without a good one between them, counted back from the day. */
  BAD_CREDIT_IN_A_ROW(Kind.COUNT),
  /** All bad-credit records by the day, whatever followed them. */
  BAD_CREDIT_RECORDS(Kind.COUNT),
  /** Whether overdraft in bad faith or evasion is on record. */
  BAD_FAITH(Kind.FLAG),
  /** Of the assets at twelve month ends: standard deviation, divided by the mean. */
  VOLATILITY(Kind.SHARE),
  /** Of what came in in each of twelve months: standard deviation, divided by the mean. */
  INCOME_VOLATILITY(Kind.SHARE),
  /** Penalties that would be due on leaving. */
  SWITCHING_COST(Kind.AMOUNT),
  /** The share of business that stayed after the last price rise. */
  KEPT_AFTER_PRICE_RISE(Kind.SHARE),
  /** Full years since the customer came. */
  YEARS_WITH_US(Kind.COUNT),
  /** Days with a posting, the average month of twelve. */
  ACTIVE_DAYS(Kind.SHARE),
  /** Kinds of accounts with a posting, the average month of twelve. */
  BUSINESS_KINDS(Kind.SHARE),
  /** How well the customer works with us, as judged by the manager. */
  COOPERATION(Kind.SCORE),
  /** Feedback that the customer gave in the period. */
  FEEDBACK_GIVEN(Kind.COUNT),

  /** Our business, of all the customer's known banking business. */
  WALLET_SHARE(Kind.SHARE),
  /** Deposits with us, of all the customer's known deposits. */
  DEPOSIT_SHARE(Kind.SHARE),
  /** Loans from us, of all the customer's known loans. */
  LOAN_SHARE(Kind.SHARE),
  /** Funds, wealth products and custody with us, of all that are known. */
  INVESTMENT_SHARE(Kind.SHARE),
  /** Settlement through us, of all the customer's settlement. */
  SETTLEMENT_SHARE(Kind.SHARE),
  /** Affiliates and trading partners that do business with us, of all that are known. */
  AFFILIATE_SHARE(Kind.SHARE),

  /** Personal, corporate or institutional. */
  KIND(Kind.CODE),
  /** Dictionary code of the customer's region. */
  REGION(Kind.CODE),
  /** Age in full years. */
  AGE(Kind.COUNT),
  /** The level of government that an institution belongs to. */
  ADMINISTRATIVE_LEVEL(Kind.CODE),
  /** Total assets by the latest annual statement; in the year of foundation by any. */
  TOTAL_ASSETS(Kind.AMOUNT),
  /** Registered capital by the latest statement. */
  REGISTERED_CAPITAL(Kind.AMOUNT),
  /** Whether the customer borrows from us or is said to borrow. */
  BORROWER(Kind.FLAG),
  /** Credit that we want the customer to take. */
  TARGET_CREDIT(Kind.AMOUNT),
  /** Whether the company leads a group, is listed, or is among the named largest. */
  OF_RANK(Kind.FLAG),
  /** Whether a cooperation agreement is in force. */
  COOPERATION_AGREEMENT(Kind.FLAG),
  /** Current value of a year, divided by the capital that the loans bind. */
  CAPITAL_RETURN(Kind.SHARE),

  /** The weighted score of value. */
  VALUE_SCORE(Kind.SCORE),
  /** The weighted score of potential. */
  POTENTIAL_SCORE(Kind.SCORE),
  /** The weighted score of stability. */
  STABILITY_SCORE(Kind.SCORE);

  /** How a metric is written, and what it is in a condition. */
  public enum Kind {
    /** A decimal of the base currency; in conditions minor units: {@code money('50000.00')}. */
    AMOUNT,
    /** A whole number. */
    COUNT,
    /** A ratio with four decimals; in conditions ten-thousandths: {@code share('0.6')}. */
    SHARE,
    /** 0 to 100 with two decimals; in conditions hundredths: {@code score('75')}. */
    SCORE,
    /** True or false. */
    FLAG,
    /** The name of a category. */
    CODE;

    private static final int SHARE_DECIMALS = 4;
    private static final int SCORE_DECIMALS = 2;

    /** How many decimals a number of this kind has; 0 for what is no number. */
    public int decimals(Currency currency) {
      return switch (this) {
        case AMOUNT -> Math.max(currency.getDefaultFractionDigits(), 0);
        case SHARE -> SHARE_DECIMALS;
        case SCORE -> SCORE_DECIMALS;
        case COUNT, FLAG, CODE -> 0;
      };
    }

    /** Whether figures of this kind are numbers, of which one is larger than another. */
    public boolean isNumber() {
      return this != FLAG && this != CODE;
    }

    /**
     * A figure of this kind in its one form, with all its decimals.
     *
     * @param pointer where it stands
     * @param decimals of an amount
     * @throws Rejection INVALID_FIGURE when it is no figure of this kind
     */
    public Figure checked(String pointer, Figure figure, int decimals) {
      return switch (this) {
        case AMOUNT -> decimal(pointer, figure, decimals);
        case COUNT -> decimal(pointer, figure, 0);
        case SHARE -> decimal(pointer, figure, SHARE_DECIMALS);
        case SCORE -> decimal(pointer, figure, SCORE_DECIMALS);
        case FLAG -> {
          if (!figure.value().equals("true") && !figure.value().equals("false")) {
            throw refused(pointer, "true or false");
          }
          yield figure;
        }
        case CODE -> {
          if (!Character.isLetter(figure.value().charAt(0))) {
            throw refused(pointer, "a category");
          }
          yield figure;
        }
      };
    }

    private static Figure decimal(String pointer, Figure figure, int decimals) {
      try {
        return Figure.of(Money.exact(figure.decimal(), decimals));
      } catch (NumberFormatException | Rejection e) {
        throw refused(pointer, "a decimal with at most " + decimals + " digits after the point");
      }
    }

    private static Rejection refused(String pointer, String what) {
      return Rejection.of(pointer, "INVALID_FIGURE", "The figure is " + what + ".");
    }
  }

  private static final Map<String, Metric> BY_VARIABLE =
      Stream.of(values()).collect(Collectors.toMap(Metric::variable, Function.identity()));

  private final Kind kind;
  private final String variable;

  Metric(Kind kind) {
    this.kind = kind;
    String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder camel = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    this.variable = camel.toString();
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it is put together from other metrics by weights. */
  public boolean isScore() {
    return this == VALUE_SCORE || this == POTENTIAL_SCORE || this == STABILITY_SCORE;
  }

  /** Whether it is a category of which the bank's dictionaries may have any number. */
  public boolean hasOpenCodes() {
    return this == REGION;
  }

  /** The categories that there are; empty for what is none, and where there may be any. */
  public List<String> codes() {
    return switch (this) {
      case KIND -> Stream.of(CustomerKind.values()).map(Enum::name).toList();
      case ADMINISTRATIVE_LEVEL -> Stream.of(AdministrativeLevel.values()).map(Enum::name).toList();
      default -> List.of();
    };
  }

  /**
   * A figure of this metric in its one form, with all its decimals.
   *
   * @param pointer where it stands
   * @param decimals of an amount
   * @throws Rejection INVALID_FIGURE when it is none
   */
  public Figure checked(String pointer, Figure figure, int decimals) {
    boolean code = hasOpenCodes() && !figure.value().startsWith("-");
    return code ? figure : kind.checked(pointer, figure, decimals);
  }

  /** Whether it can be less than nothing. */
  public boolean mayBeNegative() {
    return switch (this) {
      case AVERAGE_DEPOSITS,
          AVERAGE_LOANS,
          DEPOSIT_CONTRIBUTION,
          LOAN_CONTRIBUTION,
          CURRENT_VALUE,
          EXPECTED_INCOME,
          MARGINAL_CONTRIBUTION,
          CAPITAL_RETURN ->
          true;
      default -> false;
    };
  }

  /** What conditions call it: {@code cardSpendingYear}. */
  public String variable() {
    return variable;
  }

  /** The metric that conditions call so; null when there is none. */
  public static @Nullable Metric of(String variable) {
    return BY_VARIABLE.get(variable);
  }
}
