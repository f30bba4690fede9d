package org.relata.kernel.valuation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.relata.kernel.log.Json;
import org.relata.kernel.value.Code;

/**
 * Prices, costs and weights that come with the program, as data: something to begin with, which a
 * bank replaces by its own. The amounts are meant in the base currency.
 */
public final class ShippedValuation {

  private record Shipped(
      List<Valuation.Price> prices,
      List<Valuation.ContactCost> contactCosts,
      BigDecimal discountRate,
      List<Valuation.Horizon> horizons,
      List<Code> creditGrades,
      List<Valuation.UsualInStage> usualInStages,
      List<Valuation.UsualInIndustry> usualInIndustries,
      List<Valuation.PriceRise> priceRises,
      Integer priceRiseDays,
      List<Valuation.Score> scores) {}

  private static final Shipped SHIPPED = read();

  private ShippedValuation() {}

  public static Valuation of(Currency currency) {
    return new Valuation(
        currency,
        SHIPPED.prices(),
        SHIPPED.contactCosts(),
        SHIPPED.discountRate(),
        SHIPPED.horizons(),
        SHIPPED.creditGrades(),
        SHIPPED.usualInStages(),
        SHIPPED.usualInIndustries(),
        SHIPPED.priceRises(),
        SHIPPED.priceRiseDays(),
        SHIPPED.scores());
  }

  private static Shipped read() {
    try (InputStream in = ShippedValuation.class.getResourceAsStream("/valuation/default.json")) {
      if (in == null) {
        throw new IllegalStateException("The shipped valuation is missing");
      }
      return Json.mapper().readValue(in, Shipped.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
