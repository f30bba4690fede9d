package org.relata.architecture.broken.command.platform;

import jakarta.annotation.Resource;
import java.util.logging.Logger;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.RevisionSnapshotFilter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;

/** Each uses one piece that nobody uses. */
public interface BannedUses {

  record FollowsInSequence(SequentialPolicy policy) {}

  record KeepsDeadLetters(JdbcSequencedDeadLetterQueue<?> letters) {}

  record FiltersSnapshots(RevisionSnapshotFilter filter) {}

  record StoresByJdbc(JdbcEventStorageEngine storage) {}

  record StoresByJpa(JpaEventStorageEngine storage) {}

  record Replays(ReplayToken token) {}

  record ResetsTokens(StreamingEventProcessor processor) {
    void reset() {
      processor.resetTokens();
    }
  }

  /** A field that a container fills. */
  class InjectedField {
    @Autowired Environment environment;
  }

  /** A field that a container fills. */
  class InjectedValue {
    @Value("${a}")
    String value;
  }

  /** A field that a container fills. */
  class InjectedResource {
    @Resource Environment environment;
  }

  record Prints(String text) {
    void print() {
      System.out.println(text);
    }
  }

  record PrintsErrors(String text) {
    void print() {
      System.err.println(text);
    }
  }

  record PrintsStackTraces(Exception failure) {
    void print() {
      failure.printStackTrace();
    }
  }

  record LogsByTheJdk(Logger logger) {
    void log(String text) {
      logger.info(text);
    }
  }
}
