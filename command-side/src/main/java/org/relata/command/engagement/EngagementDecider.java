package org.relata.command.engagement;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.engagement.EngagementCommand.Agreed;
import org.relata.command.engagement.EngagementCommand.CancelNextStep;
import org.relata.command.engagement.EngagementCommand.CompleteNextStep;
import org.relata.command.engagement.EngagementCommand.CorrectContact;
import org.relata.command.engagement.EngagementCommand.ForContact;
import org.relata.command.engagement.EngagementCommand.LogContact;
import org.relata.command.engagement.EngagementCommand.PlanNextStep;
import org.relata.command.engagement.EngagementCommand.ReassignNextStep;
import org.relata.command.organization.Employees;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.portfolio.Portfolios;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.EngagementEvent;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCancelled;
import org.relata.kernel.engagement.EngagementEvent.NextStepChanged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCompleted;
import org.relata.kernel.engagement.EngagementEvent.NextStepPlanned;
import org.relata.kernel.engagement.EngagementEvent.NextStepReassigned;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.organization.EmployeeId;
import org.springframework.stereotype.Component;

/**
 * A contact tells what has happened, so it may come late, about a customer closed since and with
 * employees who left since, but not more than a day ahead (a day for other time zones). What is to
 * be done next is for open customers and present employees who do not hand over just then.
 */
@Component
public final class EngagementDecider implements Decider<EngagementCommand> {

  @Override
  public Class<EngagementCommand> commands() {
    return EngagementCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(ContactState.CONTACT, NextStepState.NEXT_STEP);
  }

  @Override
  public List<? extends EngagementEvent> decide(
      EngagementCommand command, CommandContext context, States states) {
    return switch (command) {
      case LogContact c -> log(c, context, states);
      case CorrectContact c -> correct(c, context, states);
      case PlanNextStep c -> plan(c, states);
      case ReassignNextStep c -> reassign(c, states);
      case CompleteNextStep c -> complete(c, context, states);
      case CancelNextStep c -> cancel(c, states);
    };
  }

  private static List<EngagementEvent> log(LogContact c, CommandContext context, States states) {
    Rejection.unless(
        states.isNew(ContactState.CONTACT, c.contactId()),
        "CONTACT_EXISTS",
        "The contact " + c.contactId() + " is logged already; correct it.");
    Contact contact = c.contact();
    requireHappened(contact, context);
    KnownCustomers.requireKnown(states, contact.customerId());
    KnownCustomers.requireContactPersons(states, contact.customerId(), contact.contactPersonIds());
    contact.employeeIds().forEach(id -> Employees.requireKnown(states, id));
    List<EngagementEvent> events = new ArrayList<>();
    events.add(new ContactLogged(c.contactId(), contact));
    if (c.nextStep() != null) {
      NextStepId id = new NextStepId(c.contactId().value());
      events.add(planned(id, agreed(c, c.nextStep()), states));
    }
    return events;
  }

  private static List<EngagementEvent> correct(
      CorrectContact c, CommandContext context, States states) {
    @Nullable Contact old = states.of(ContactState.CONTACT, c.contactId()).contact();
    if (old == null) {
      throw new Rejection("UNKNOWN_CONTACT", "There is no contact " + c.contactId() + ".");
    }
    Contact contact = c.contact();
    requireHappened(contact, context);
    KnownCustomers.requireKnown(states, contact.customerId());
    KnownCustomers.requireContactPersons(states, contact.customerId(), added(old, contact));
    contact.employeeIds().forEach(id -> Employees.requireKnown(states, id));
    List<EngagementEvent> events = new ArrayList<>();
    if (!contact.equals(old)) {
      List<EmployeeId> notThere = new ArrayList<>(old.employeeIds());
      notThere.removeAll(contact.employeeIds());
      events.add(new ContactCorrected(c.contactId(), contact, notThere));
    }
    events.addAll(correctNextStep(c, old, states));
    return events;
  }

  /** Who took part by the old account may have left the customer since. */
  private static List<ContactPersonId> added(Contact old, Contact corrected) {
    List<ContactPersonId> added = new ArrayList<>(corrected.contactPersonIds());
    if (old.customerId().equals(corrected.customerId())) {
      added.removeAll(old.contactPersonIds());
    }
    return added;
  }

  /**
   * The step that was agreed follows the contact as long as it is open; who was given it since
   * keeps it.
   */
  private static List<EngagementEvent> correctNextStep(
      CorrectContact c, Contact told, States states) {
    NextStepId id = new NextStepId(c.contactId().value());
    NextStepState known = states.of(NextStepState.NEXT_STEP, id);
    @Nullable NextStep old = known.nextStep();
    @Nullable Agreed agreed = c.nextStep();
    if (old == null) {
      return agreed == null ? List.of() : List.of(planned(id, agreed(c, agreed), states));
    }
    if (!c.contactId().equals(old.contactId()) || !known.open()) {
      boolean same =
          agreed == null || (agreed.what().equals(old.what()) && agreed.due().equals(old.due()));
      Rejection.unless(
          same, "NEXT_STEP_SETTLED", "The next step " + id + " is settled; plan another one.");
      return List.of();
    }
    NextStep now = agreed(c, agreed == null ? new Agreed(old.what(), old.due()) : agreed);
    if (!Objects.equals(old.employeeId(), first(told.employeeIds()))) {
      now = now.by(old.employeeId());
    }
    if (now.equals(old)) {
      return List.of();
    }
    requirePossible(now, old.employeeId(), states);
    return List.of(new NextStepChanged(id, now));
  }

  private static NextStep agreed(ForContact c, Agreed agreed) {
    return new NextStep(
        c.customerId(), agreed.what(), agreed.due(), first(c.employeeIds()), c.contactId());
  }

  private static @Nullable EmployeeId first(List<EmployeeId> employeeIds) {
    return employeeIds.isEmpty() ? null : employeeIds.getFirst();
  }

  private static List<EngagementEvent> plan(PlanNextStep c, States states) {
    NextStep nextStep = new NextStep(c.customerId(), c.what(), c.due(), c.employeeId(), null);
    return List.of(planned(c.nextStepId(), nextStep, states));
  }

  private static NextStepPlanned planned(NextStepId id, NextStep nextStep, States states) {
    Rejection.unless(
        states.isNew(NextStepState.NEXT_STEP, id),
        "NEXT_STEP_EXISTS",
        "There is a next step " + id + " already.");
    requirePossible(nextStep, null, states);
    return new NextStepPlanned(id, nextStep);
  }

  /**
   * @param before who had it to do until now
   */
  private static void requirePossible(
      NextStep nextStep, @Nullable EmployeeId before, States states) {
    KnownCustomers.requireOpen(states, nextStep.customerId());
    if (nextStep.employeeId() != null) {
      Employees.requireEmployed(states, nextStep.employeeId());
      if (!nextStep.employeeId().equals(before)) {
        Portfolios.requireNotFrozen(states, nextStep.employeeId());
      }
    }
  }

  /** The customer may be closed by now; what is left to do is somebody's all the same. */
  private static List<EngagementEvent> reassign(ReassignNextStep c, States states) {
    NextStepState known = known(c.nextStepId(), states);
    @Nullable EmployeeId before = Objects.requireNonNull(known.nextStep()).employeeId();
    if (c.employeeId().equals(before)) {
      return List.of();
    }
    requireUnsettled(c.nextStepId(), known);
    Employees.requireEmployed(states, c.employeeId());
    Portfolios.requireNotFrozen(states, c.employeeId());
    return List.of(new NextStepReassigned(c.nextStepId(), before, c.employeeId(), c.reason()));
  }

  private static List<EngagementEvent> complete(
      CompleteNextStep c, CommandContext context, States states) {
    NextStepState known = known(c.nextStepId(), states);
    requireNotAhead(c.on(), context);
    if (c.on().equals(known.completedOn())) {
      return List.of();
    }
    requireUnsettled(c.nextStepId(), known);
    return List.of(new NextStepCompleted(c.nextStepId(), c.on()));
  }

  private static List<EngagementEvent> cancel(CancelNextStep c, States states) {
    NextStepState known = known(c.nextStepId(), states);
    if (known.cancelled()) {
      return List.of();
    }
    requireUnsettled(c.nextStepId(), known);
    return List.of(new NextStepCancelled(c.nextStepId()));
  }

  private static NextStepState known(NextStepId id, States states) {
    NextStepState known = states.of(NextStepState.NEXT_STEP, id);
    Rejection.unless(
        known.nextStep() != null, "UNKNOWN_NEXT_STEP", "There is no next step " + id + ".");
    return known;
  }

  private static void requireUnsettled(NextStepId id, NextStepState known) {
    Rejection.unless(
        known.open(), "NEXT_STEP_SETTLED", "The next step " + id + " is settled already.");
  }

  private static void requireHappened(Contact contact, CommandContext context) {
    boolean ahead = contact.on().from().isAfter(context.receivedAt().plus(Duration.ofDays(1)));
    if (ahead) {
      throw inTheFuture();
    }
  }

  private static void requireNotAhead(LocalDate on, CommandContext context) {
    if (on.isAfter(context.today().plusDays(1))) {
      throw inTheFuture();
    }
  }

  private static Rejection inTheFuture() {
    return Rejection.of(
        "on", "IN_THE_FUTURE", "What has happened lies at most one day in the future.");
  }
}
