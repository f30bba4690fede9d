package org.relata.architecture.broken.command.customer;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.relata.architecture.broken.query.customer.Wrong.AsksTheDate;
import org.relata.command.platform.Command;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;

/** What deciders, commands and events may not do, and how they may not be called. */
public interface Wrong {

  record AsksTheQuerySide(AsksTheDate date) {}

  record AsksTheTime(Instant time) {
    public AsksTheTime() {
      this(Instant.now());
    }
  }

  record AsksTheTimeByReference(Supplier<Instant> time) {
    public AsksTheTimeByReference() {
      this(Instant::now);
    }
  }

  record AsksTheSystemClock(Clock clock) {
    public AsksTheSystemClock() {
      this(Clock.systemUTC());
    }
  }

  record CountsMilliseconds(long milliseconds) {
    public CountsMilliseconds() {
      this(System.currentTimeMillis());
    }
  }

  record MakesAnIdentifier(String id) {
    public MakesAnIdentifier() {
      this(UUID.randomUUID().toString());
    }
  }

  record RollsDice(int eyes) {
    public RollsDice() {
      this(new Random().nextInt(6));
    }
  }

  record RollsDiceByMath(long eyes) {
    public RollsDiceByMath() {
      this(Math.round(6 * Math.random()));
    }
  }

  record AsksTheDatabase(DataSource database) {}

  record CountsInDoubles(double amount) {}

  record CountsInBoxedFloats(Float amount) {}

  record CustomerImpl(String name) {}

  record CustomerDto(String name) {}

  record CustomerUtils(String name) {}

  record CustomerHelper(String name) {}

  record CustomerMapper(String name) {}

  record CustomerRenamedEvent(String name) {}

  record RenameCustomerCommand(String name) {}

  /** An event outside of the sealed parent of its capability. */
  record CustomerRenamed(StreamId stream) implements DomainEvent {}

  /** A command outside of the sealed parent of its capability. */
  record RenameCustomer(StreamId target) implements Command {}
}
