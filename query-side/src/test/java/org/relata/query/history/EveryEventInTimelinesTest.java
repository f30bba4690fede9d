package org.relata.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.customer.CustomerEvent.AboutLink;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.EngagementEvent.AboutContact;
import org.relata.kernel.engagement.EngagementEvent.AboutNextStep;
import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.log.EventCatalogue;
import org.relata.kernel.organization.OrganizationEvent;

/**
 * The whole catalogue: no event that concerns customers is missing in their timelines unnoticed.
 */
class EveryEventInTimelinesTest {

  private static final List<Class<? extends DomainEvent>> THINGS =
      List.of(AboutAccount.class, AboutLink.class, AboutContact.class, AboutNextStep.class);

  private static final Map<String, String> IN_NO_TIMELINE_OF_A_CUSTOMER = reasons();

  private static Map<String, String> reasons() {
    String series = "a figure of a series: it is told in the timeline of its account";
    String bank = "it is about the bank as a whole";
    Map<String, String> reasons = new HashMap<>();
    reasons.put("customer.CustomFieldDefined", bank);
    reasons.put("customer.CustomFieldRetired", bank);
    reasons.put("holding.BalancesRecorded", series);
    reasons.put("holding.BalanceCorrected", series);
    reasons.put("holding.PostingsRecorded", series);
    reasons.put("holding.PostingCorrected", series);
    reasons.put("holding.FeeCharged", series);
    reasons.put("holding.InterestRateRecorded", series);
    reasons.put("holding.ExchangeRateRecorded", bank);
    reasons.put("holding.BaseCurrencySet", bank);
    for (String ofAnEmployee : List.of("PortfolioCapSet", "PortfolioFrozen", "PortfolioThawed")) {
      reasons.put("portfolio." + ofAnEmployee, "it is about an employee");
    }
    reasons.put("portfolio.CollisionRuleSet", bank);
    reasons.put("portfolio.AllotmentRequested", bank);
    reasons.put("portfolio.AllotmentCompleted", bank);
    reasons.put("portfolio.AllotmentProgressed", "it names one merely to say how far it is");
    reasons.put("portfolio.HandOverBegun", "what it changes is told by CustomerHandedOver");
    reasons.put("portfolio.HandOverSigned", "what it changes is told by CustomerHandedOver");
    reasons.put("portfolio.HandOverCompleted", "what it changed is told by CustomerHandedOver");
    reasons.put("portfolio.HandOverCancelled", "no customer has passed on");
    reasons.put("segmentation.BindingSchemesSet", bank);
    reasons.put("segmentation.PolicyDrafted", bank);
    reasons.put("segmentation.PolicyProposed", bank);
    reasons.put("segmentation.PolicyActivated", bank);
    reasons.put("segmentation.PolicyRefused", bank);
    reasons.put("segmentation.PolicyWithdrawn", bank);
    reasons.put("segmentation.EvaluationProgressed", "it names one merely to say how far it is");
    reasons.put("segmentation.EvaluationCompleted", "what it changed is told by TierAssigned");
    reasons.put("segmentation.BusinessDayClosed", bank);
    reasons.put("valuation.ValuationDrafted", bank);
    reasons.put("valuation.ValuationProposed", bank);
    reasons.put("valuation.ValuationApproved", bank);
    reasons.put("valuation.ValuationRefused", bank);
    reasons.put("valuation.ValuationWithdrawn", bank);
    return reasons;
  }

  @Test
  void everyEventIsInTheTimelinesOfThoseItConcernsOrItIsSaidWhyNot() {
    Set<String> unexplained = new TreeSet<>();
    Set<String> unneeded = new TreeSet<>(IN_NO_TIMELINE_OF_A_CUSTOMER.keySet());
    for (Class<? extends DomainEvent> event : EventCatalogue.records()) {
      String type = event.getAnnotation(EventType.class).value();
      boolean silent =
          event.isAnnotationPresent(Bookkeeping.class)
              || OrganizationEvent.class.isAssignableFrom(event);
      boolean ofAThing = THINGS.stream().anyMatch(thing -> thing.isAssignableFrom(event));
      if (silent || ofAThing || Subjects.nameCustomers(event)) {
        continue;
      }
      if (!unneeded.remove(type)) {
        unexplained.add(type);
      }
    }
    assertThat(unexplained).as("in no timeline of a customer, and no reason given").isEmpty();
    assertThat(unneeded).as("a reason given for an event that is in timelines").isEmpty();
  }

  @Test
  void anEventThatNamesACustomerAnywhereIsLookedThroughForIt() {
    List<String> overlooked = new ArrayList<>();
    for (Class<? extends DomainEvent> event : EventCatalogue.records()) {
      String type = event.getAnnotation(EventType.class).value();
      if (names(event, 0)
          && !event.isAnnotationPresent(Bookkeeping.class)
          && !IN_NO_TIMELINE_OF_A_CUSTOMER.containsKey(type)
          && !Subjects.nameCustomers(event)) {
        overlooked.add(type);
      }
    }
    assertThat(overlooked).isEmpty();
  }

  private static boolean names(Class<?> record, int depth) {
    RecordComponent @Nullable [] components = record.getRecordComponents();
    if (components == null || depth > 6) {
      return false;
    }
    for (RecordComponent component : components) {
      if (component.getGenericType().getTypeName().contains(CustomerId.class.getName())
          || names(component.getType(), depth + 1)) {
        return true;
      }
    }
    return false;
  }
}
