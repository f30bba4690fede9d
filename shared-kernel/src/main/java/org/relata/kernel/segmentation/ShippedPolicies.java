package org.relata.kernel.segmentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.Json;

/**
 * The policies that come with the program, as data: a bank drafts them as they are or writes its
 * own. Their amounts are meant in the base currency.
 */
public final class ShippedPolicies {

  public static final SchemeId PERSONAL_AUM = new SchemeId("personal-aum");
  public static final SchemeId CARD_LEVEL = new SchemeId("card-level");
  public static final SchemeId VALUE_STABILITY = new SchemeId("value-stability");
  public static final SchemeId CORPORATE_SIZE_BORROWERS = new SchemeId("corporate-size-borrowers");
  public static final SchemeId CORPORATE_SIZE_OTHERS = new SchemeId("corporate-size-others");
  public static final SchemeId INSTITUTION_SIZE = new SchemeId("institution-size");
  public static final SchemeId CORPORATE_CLASS = new SchemeId("corporate-class");
  public static final SchemeId KEY_ACCOUNT_CLASS = new SchemeId("key-account-class");
  public static final SchemeId MARKETING_CLASS = new SchemeId("marketing-class");

  private record Shipped(
      List<CustomerKind> audience,
      @Nullable Expression scope,
      List<PolicyText.Rule> rules,
      List<PolicyText.Tier> tiers,
      int holdOffDays) {}

  private static final Map<SchemeId, Shipped> POLICIES =
      Stream.of(
              PERSONAL_AUM,
              CARD_LEVEL,
              VALUE_STABILITY,
              CORPORATE_SIZE_BORROWERS,
              CORPORATE_SIZE_OTHERS,
              INSTITUTION_SIZE,
              CORPORATE_CLASS,
              KEY_ACCOUNT_CLASS,
              MARKETING_CLASS)
          .collect(
              Collectors.toUnmodifiableMap(
                  scheme -> scheme, scheme -> read("/policies/" + scheme + ".json")));

  private ShippedPolicies() {}

  /** The policy shipped for a scheme; null when there is none. */
  public static @Nullable PolicyText of(SchemeId scheme, Currency currency) {
    @Nullable Shipped shipped = POLICIES.get(scheme);
    return shipped == null
        ? null
        : new PolicyText(
            currency,
            shipped.audience(),
            shipped.scope(),
            shipped.rules(),
            shipped.tiers(),
            shipped.holdOffDays());
  }

  /** The schemes that a policy is shipped for. */
  public static Set<SchemeId> schemes() {
    return POLICIES.keySet();
  }

  private static Shipped read(String resource) {
    try (InputStream in = ShippedPolicies.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The resource is missing: " + resource);
      }
      return Json.mapper().readValue(in, Shipped.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
