package org.relata.command.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.organization.Employees;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.command.portfolio.Portfolios;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** Everything that can be asked for about contacts and what follows from them. */
public sealed interface EngagementCommand extends Command {

  /**
   * What was agreed in a contact. As a next step it bears the identifier of the contact.
   *
   * @param due the last day for it
   */
  record Agreed(Label what, LocalDate due) {}

  /** What is asked about one contact; both tell the whole contact. */
  sealed interface ForContact extends EngagementCommand {
    ContactId contactId();

    CustomerId customerId();

    Channel channel();

    Occasion on();

    List<EmployeeId> employeeIds();

    @Nullable List<ContactPersonId> contactPersonIds();

    @Nullable Code purpose();

    Note summary();

    @Nullable Code result();

    @Nullable Integer minutes();

    @Nullable Map<Code, Label> attributes();

    @Nullable Agreed nextStep();

    /** The contact; refuses a bad shape. */
    default Contact contact() {
      return new Contact(
          customerId(),
          channel(),
          on(),
          employeeIds(),
          Objects.requireNonNullElse(contactPersonIds(), List.of()),
          purpose(),
          summary(),
          result(),
          minutes(),
          Objects.requireNonNullElse(attributes(), Map.of()));
    }

    @Override
    default StreamId target() {
      return ContactState.CONTACT.id(contactId().value());
    }

    @Override
    default List<StreamId> reads() {
      List<StreamId> streams = new ArrayList<>();
      streams.add(target());
      streams.add(KnownCustomers.stream(customerId()));
      employeeIds().forEach(id -> streams.add(Employees.stream(id)));
      if (nextStep() != null) {
        streams.add(NextStepState.NEXT_STEP.id(contactId().value()));
        employeeIds().stream().limit(1).map(Portfolios::stream).forEach(streams::add);
      }
      return streams;
    }
  }

  /** What is asked about one next step. */
  sealed interface ForNextStep extends EngagementCommand {
    NextStepId nextStepId();

    @Override
    default StreamId target() {
      return NextStepState.NEXT_STEP.id(nextStepId().value());
    }
  }

  @Description("Logs a contact with a customer, and what was agreed.")
  record LogContact(
      ContactId contactId,
      CustomerId customerId,
      Channel channel,
      Occasion on,
      List<EmployeeId> employeeIds,
      @Nullable List<ContactPersonId> contactPersonIds,
      @Nullable Code purpose,
      Note summary,
      @Nullable Code result,
      @Nullable Integer minutes,
      @Nullable Map<Code, Label> attributes,
      @Nullable Agreed nextStep)
      implements ForContact {

    public LogContact {
      new Contact(
          customerId,
          channel,
          on,
          employeeIds,
          Objects.requireNonNullElse(contactPersonIds, List.of()),
          purpose,
          summary,
          result,
          minutes,
          Objects.requireNonNullElse(attributes, Map.of()));
    }
  }

  /** Tells the whole contact again; what was agreed stays as it is unless told anew. */
  @Description("Tells a logged contact again, whole and corrected.")
  record CorrectContact(
      ContactId contactId,
      CustomerId customerId,
      Channel channel,
      Occasion on,
      List<EmployeeId> employeeIds,
      @Nullable List<ContactPersonId> contactPersonIds,
      @Nullable Code purpose,
      Note summary,
      @Nullable Code result,
      @Nullable Integer minutes,
      @Nullable Map<Code, Label> attributes,
      @Nullable Agreed nextStep)
      implements ForContact {

    public CorrectContact {
      new Contact(
          customerId,
          channel,
          on,
          employeeIds,
          Objects.requireNonNullElse(contactPersonIds, List.of()),
          purpose,
          summary,
          result,
          minutes,
          Objects.requireNonNullElse(attributes, Map.of()));
    }
  }

  @Description("Plans a next step with a customer for a day.")
  record PlanNextStep(
      NextStepId nextStepId,
      CustomerId customerId,
      Label what,
      LocalDate due,
      @Nullable EmployeeId employeeId)
      implements ForNextStep {

    public PlanNextStep {
      new NextStep(customerId, what, due, employeeId, null);
    }

    @Override
    public List<StreamId> reads() {
      List<StreamId> streams = new ArrayList<>();
      streams.add(target());
      streams.add(KnownCustomers.stream(customerId));
      if (employeeId != null) {
        streams.add(Employees.stream(employeeId));
        streams.add(Portfolios.stream(employeeId));
      }
      return streams;
    }
  }

  @Description("Gives an open next step to somebody else to do.")
  record ReassignNextStep(NextStepId nextStepId, EmployeeId employeeId, @Nullable Note reason)
      implements ForNextStep {

    @Override
    public List<StreamId> reads() {
      return List.of(target(), Employees.stream(employeeId), Portfolios.stream(employeeId));
    }
  }

  /** The step was done on this day. */
  @Description("Notes that a next step was done on a day.")
  record CompleteNextStep(NextStepId nextStepId, LocalDate on) implements ForNextStep {

    public CompleteNextStep {
      if (on.getYear() < 1900 || on.getYear() > 9999) {
        throw Rejection.of("on", "DATE_OUT_OF_RANGE", "A date lies between 1900 and 9999.");
      }
    }
  }

  @Description("Cancels a planned next step.")
  record CancelNextStep(NextStepId nextStepId) implements ForNextStep {}
}
