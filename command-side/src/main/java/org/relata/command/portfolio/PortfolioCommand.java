package org.relata.command.portfolio;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Note;

/** Everything that can be asked for about who keeps which customer. */
public sealed interface PortfolioCommand extends Command {

  int MAX_CAP = 10_000;

  /** What is asked about the keeper of one customer. */
  sealed interface ForCustody extends PortfolioCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return CustodyState.CUSTODY.id(customerId().value());
    }
  }

  /** What is asked about a customer and the manager who is to keep it. */
  sealed interface WithManager extends ForCustody {
    EmployeeId managerId();

    @Override
    default List<StreamId> reads() {
      return List.of(target(), Portfolios.stream(managerId()), KnownCustomers.stream(customerId()));
    }
  }

  /** From the pool to a manager. */
  @Description("Gives a customer of the pool to a manager.")
  record AssignCustomer(CustomerId customerId, EmployeeId managerId) implements WithManager {}

  /** From one manager to another. */
  @Description("Gives a customer from one manager to another, with a reason.")
  record ReassignCustomer(CustomerId customerId, EmployeeId managerId, Note reason)
      implements WithManager {}

  /** From a manager to the pool. */
  @Description("Gives a customer from its manager back to the pool.")
  record ReleaseCustomer(CustomerId customerId, @Nullable Note reason) implements ForCustody {}

  /** A manager takes a customer from the pool. */
  @Description("Lets a manager take a customer from the pool.")
  record ClaimCustomer(CustomerId customerId, EmployeeId managerId) implements WithManager {}

  /** How many customers the manager may keep, 0 to 10,000. */
  @Description("Sets how many customers a manager may keep, 0 to 10,000.")
  record SetPortfolioCap(EmployeeId managerId, int cap) implements PortfolioCommand {

    public SetPortfolioCap {
      if (cap < 0 || cap > MAX_CAP) {
        throw Rejection.of("cap", "OUT_OF_RANGE", "A cap lies between 0 and " + MAX_CAP + ".");
      }
    }

    @Override
    public StreamId target() {
      return Portfolios.stream(managerId);
    }
  }
}
