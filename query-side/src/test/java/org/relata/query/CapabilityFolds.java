package org.relata.query;

import java.util.List;
import org.relata.query.customer.Customers;
import org.relata.query.engagement.Engagement;
import org.relata.query.history.Histories;
import org.relata.query.holding.Holdings;
import org.relata.query.organization.Organization;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.FoldSet;
import org.relata.query.portfolio.Portfolio;
import org.relata.query.segmentation.Segmentation;
import org.relata.query.valuation.Valuations;

/** Every capability's folds, for tests of the whole. */
public final class CapabilityFolds {

  private CapabilityFolds() {}

  public static List<Fold<?, ?>> all() {
    return List.of(
            Customers.folds(),
            Organization.folds(),
            Holdings.folds(),
            Portfolio.folds(),
            Engagement.folds(),
            Segmentation.folds(),
            Valuations.folds(),
            Histories.folds())
        .stream()
        .map(FoldSet::folds)
        .<Fold<?, ?>>flatMap(List::stream)
        .toList();
  }
}
