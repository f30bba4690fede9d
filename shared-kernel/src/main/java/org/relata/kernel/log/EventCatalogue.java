package org.relata.kernel.log;

import java.util.ArrayList;
import java.util.List;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.FormerProfile;
import org.relata.kernel.engagement.EngagementEvent;
import org.relata.kernel.holding.HoldingEvent;
import org.relata.kernel.organization.OrganizationEvent;
import org.relata.kernel.portfolio.FormerCustody;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.segmentation.FormerMetrics;
import org.relata.kernel.segmentation.FormerPolicy;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.valuation.FormerValuation;
import org.relata.kernel.valuation.ValuationEvent;

/** Every event that may stand in the log: one line per capability. */
public final class EventCatalogue {

  private static final List<Class<? extends DomainEvent>> CAPABILITIES =
      List.of(
          CustomerEvent.class,
          EngagementEvent.class,
          HoldingEvent.class,
          OrganizationEvent.class,
          PortfolioEvent.class,
          SegmentationEvent.class,
          ValuationEvent.class);

  private EventCatalogue() {}

  /** The sealed parents, one per capability. */
  public static List<Class<? extends DomainEvent>> capabilities() {
    return CAPABILITIES;
  }

  public static List<Class<? extends DomainEvent>> records() {
    return CAPABILITIES.stream()
        .<Class<? extends DomainEvent>>flatMap(EventCodec::recordsOf)
        .toList();
  }

  public static List<Upcaster> upcasters() {
    List<Upcaster> all = new ArrayList<>(FormerCustody.DAYS);
    all.add(FormerProfile.CUSTOMER_REGISTERED);
    all.add(FormerProfile.PROFILE_CHANGED);
    all.add(FormerMetrics.TIER_ASSIGNED);
    all.add(FormerPolicy.WITHOUT_TIERS);
    all.add(FormerPolicy.WITHOUT_LEVELS);
    all.add(FormerValuation.VALUATION_DRAFTED);
    return List.copyOf(all);
  }
}
