package org.relata.kernel.segmentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;

/**
 * The policies that come with the program, as data: a bank drafts them as they are or writes its
 * own. Their amounts are meant in the base currency.
 */
public final class ShippedPolicies {

  public static final SchemeId PERSONAL_AUM = new SchemeId("personal-aum");

  private record Shipped(Expression scope, List<PolicyText.Rule> rules) {}

  private static final Map<SchemeId, Shipped> POLICIES =
      Map.of(PERSONAL_AUM, read("/policies/personal-aum.json"));

  private ShippedPolicies() {}

  /** The policy shipped for a scheme; null when there is none. */
  public static @Nullable PolicyText of(SchemeId scheme, Currency currency) {
    @Nullable Shipped shipped = POLICIES.get(scheme);
    return shipped == null ? null : new PolicyText(currency, shipped.scope(), shipped.rules());
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
