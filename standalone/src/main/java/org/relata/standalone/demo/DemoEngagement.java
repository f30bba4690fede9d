package org.relata.standalone.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.relata.command.engagement.EngagementCommand.Agreed;
import org.relata.command.engagement.EngagementCommand.CompleteNextStep;
import org.relata.command.engagement.EngagementCommand.LogContact;
import org.relata.command.portfolio.PortfolioCommand.AssignCustomer;
import org.relata.command.portfolio.PortfolioCommand.ReassignCustomer;
import org.relata.command.portfolio.PortfolioCommand.SetPortfolioCap;
import org.relata.command.valuation.ValuationCommand.RecordObservation;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** Who keeps whom, and two years of contacts. */
final class DemoEngagement {

  private static final String[] SUMMARIES = {
    "介绍了新发行的理财产品，客户有兴趣。",
    "回访账户使用情况，客户满意。",
    "讨论贷款续期条件。",
    "节日问候。",
    "客户询问外汇业务。",
    "客户反映网点排队时间过长，已致歉并安排预约服务。",
  };

  private final DemoBank bank;
  private int contacts;

  DemoEngagement(DemoBank bank) {
    this.bank = bank;
  }

  void build() {
    bank.add(new SetPortfolioCap(bank.managers.getFirst(), 40));
    int number = 0;
    for (CustomerId customer : bank.customers()) {
      EmployeeId manager = bank.managers.get(number % bank.managers.size());
      boolean pooled = number % 12 == 11;
      if (!pooled) {
        bank.add(new AssignCustomer(customer, manager));
        bank.keepers.put(customer, manager);
        if (number % 25 == 3) {
          EmployeeId next = bank.managers.get((number + 1) % bank.managers.size());
          bank.add(new ReassignCustomer(customer, next, new Note("按客户意愿调整客户经理")));
          bank.keepers.put(customer, next);
        }
      }
      for (int i = 0; i < bank.between(2, 12); i++) {
        contact(customer, manager);
      }
      observations(customer);
      number++;
    }
  }

  /** What counts for the customer's value besides what it holds. */
  private void observations(CustomerId customer) {
    if (bank.chance(60)) {
      BigDecimal score = BigDecimal.valueOf(bank.between(20, 100));
      observe(customer, Observation.Kind.COOPERATION, null, Figure.of(score));
    }
    for (String channel : List.of("ONLINE", "MOBILE", "TELEPHONE")) {
      if (bank.chance(35)) {
        observe(customer, Observation.Kind.CHANNEL, channel, Figure.of(true));
      }
    }
    if (bank.chance(15)) {
      observe(customer, Observation.Kind.FEEDBACK, "SURVEY", null);
    }
    if (bank.chance(10)) {
      observe(customer, Observation.Kind.CREDIT_RECORD, "CARD", Figure.of(bank.chance(80)));
    }
  }

  private void observe(
      CustomerId customer,
      Observation.Kind kind,
      @Nullable String subject,
      @Nullable Figure value) {
    Observation observation =
        new Observation(kind, subject == null ? null : new Code(subject), bank.day(), value);
    bank.add(new RecordObservation(customer, observation));
  }

  private void contact(CustomerId customer, EmployeeId manager) {
    LocalDate on = bank.day();
    ContactId id = new ContactId(String.format(Locale.ROOT, "k%05d", ++contacts));
    Agreed next = bank.chance(20) ? new Agreed(new Label("寄送资料"), on.plusDays(14)) : null;
    bank.add(
        new LogContact(
            id,
            customer,
            bank.oneOf(Channel.values()),
            Occasion.on(on),
            List.of(manager),
            null,
            new Code(bank.oneOf("SERVICE", "SALES", "CARE")),
            new Note(bank.oneOf(SUMMARIES)),
            new Code(bank.oneOf("POSITIVE", "NEUTRAL", "NEGATIVE")),
            bank.between(3, 90),
            null,
            next));
    if (next != null && next.due().isBefore(DemoBank.LAST_DAY) && bank.chance(90)) {
      NextStepId step = new NextStepId(id.value());
      bank.add(new CompleteNextStep(step, next.due().minusDays(bank.below(10))));
    }
  }
}
