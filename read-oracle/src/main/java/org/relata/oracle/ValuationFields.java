package org.relata.oracle;

import java.util.List;

/** The fields of valuations and of what metrics are made of. */
final class ValuationFields {

  private static final String CUSTOMER_ID = "customerId";

  private ValuationFields() {}

  static void tell(Fields fields) {
    fields.node("Valuation", "valuation", "valuation");
    fields.notCovered("Customer.figures", "computed by the day; MetricsTest compares it");
    fields.notCovered("Customer.groupFigures", "computed by the day; GroupFiguresTest compares it");
    fields.notCovered("Customer.why", "computed by leaving events out; ReasonsTest compares it");
    for (String field :
        List.of(
            "currency",
            "prices",
            "contactCosts",
            "discountRate",
            "horizons",
            "creditGrades",
            "usualInStages",
            "usualInIndustries",
            "priceRises",
            "priceRiseDays",
            "scores")) {
      fields.notCovered("Valuation." + field, "a part of the row, which TableCheck has compared");
    }
    fields.list("observations", Known.all("observation"));
    fields.list("valuations", Known.all("valuation"));
    fields.one("valuation", "valuation", "version");
    fields.put("Observation.customer", Known.reference("customer", CUSTOMER_ID));
    fields.ofCustomer("observations", "observation");
  }
}
