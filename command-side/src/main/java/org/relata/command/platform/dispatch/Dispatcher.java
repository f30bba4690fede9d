package org.relata.command.platform.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.dispatch.Answer.StreamVersion;
import org.relata.command.platform.log.AppendFailure;
import org.relata.command.platform.log.LogReader;
import org.relata.command.platform.log.LogReader.FirstAnswer;
import org.relata.kernel.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands over Axon's command bus and gives each its answer. A conflict with a concurrent
 * command is decided again, a bounded number of times; a command that was accepted before gets its
 * first answer, however the world has changed since.
 */
public final class Dispatcher {

  static final int MAX_ATTEMPTS = 8;
  private static final String STORE_UNAVAILABLE = "STORE_UNAVAILABLE";
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final CommandBus bus;
  private final LogReader reader;

  public Dispatcher(CommandBus bus, LogReader reader) {
    this.bus = bus;
    this.reader = reader;
  }

  /** What one attempt came to: answers, or why the whole batch was not appended. */
  private record Attempt(Batch batch, @Nullable Throwable failure) {}

  /** Handles one command and returns when its events are durable, or it is refused. */
  public Answer dispatch(Envelope envelope) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Attempt made = attempt(List.of(envelope), attempt > 0);
      @Nullable Throwable failure = made.failure();
      if (failure == null) {
        @Nullable Answer answer = made.batch().answers().getFirst();
        if (answer instanceof Answer.Stored) {
          return answer;
        }
        // A refusal may rest on a guess; the second attempt knows.
        if (answer instanceof Answer.Refused && attempt == 0) {
          continue;
        }
        return settled(envelope, answer);
      }
      switch (failure) {
        case AppendFailure.CommandRepeated _ -> {
          return settled(envelope, null);
        }
        case AppendFailure.StreamConflict _ -> pause(attempt);
        case DeadlockException _ -> pause(attempt);
        default -> {
          return unavailable(failure);
        }
      }
    }
    return new Answer.Unavailable(
        "CONTENTION", "Too many commands change the same thing at this moment.", null);
  }

  /**
   * Handles commands in order, each seeing what the ones before it did. They are appended together
   * where nothing stands in the way, else one by one.
   */
  public List<Answer> dispatch(List<Envelope> envelopes) {
    if (envelopes.size() == 1) {
      return List.of(dispatch(envelopes.getFirst()));
    }
    Attempt made = attempt(envelopes, true);
    @Nullable Answer away = made.failure() == null ? null : away(made.failure());
    List<Answer> answers = new ArrayList<>(envelopes.size());
    for (int i = 0; i < envelopes.size(); i++) {
      @Nullable Answer answer = made.failure() == null ? made.batch().answers().get(i) : away;
      if (answer instanceof Answer.Stored || away != null) {
        answers.add(java.util.Objects.requireNonNull(answer));
      } else if (answer != null) {
        answers.add(settled(envelopes.get(i), answer));
      } else {
        Answer alone = dispatch(envelopes.get(i));
        answers.add(alone);
        // The others need not find out one by one, each after a time limit of its own.
        away = isAway(alone) ? alone : null;
      }
    }
    return answers;
  }

  private Attempt attempt(List<Envelope> envelopes, boolean truthful) {
    Batch batch = Batch.of(envelopes, truthful);
    @Nullable Throwable[] failure = new @Nullable Throwable[1];
    bus.<Batch, Object>dispatch(
        GenericCommandMessage.asCommandMessage(batch),
        (message, result) -> failure[0] = failureOf(result));
    return new Attempt(batch, failure[0]);
  }

  private static @Nullable Throwable failureOf(CommandResultMessage<?> result) {
    if (!result.isExceptional()) {
      return null;
    }
    Throwable failure = result.exceptionResult();
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof AppendFailure) {
        return t;
      }
    }
    return failure;
  }

  /** The first answer if the command was accepted before, else the given one. */
  private Answer settled(Envelope envelope, @Nullable Answer answer) {
    Optional<FirstAnswer> first;
    try {
      first = reader.command(envelope.id());
    } catch (AppendFailure.StoreUnavailable e) {
      return unavailable(e);
    }
    if (first.isEmpty()) {
      return answer == null
          ? new Answer.Unavailable(STORE_UNAVAILABLE, "The command is to be sent again.", null)
          : answer;
    }
    if (!first.get().contentHash().equals(envelope.contentHash())) {
      return new Answer.Refused(
          new Rejection(
              "COMMAND_ID_REUSED",
              "The id " + envelope.id() + " belongs to another command that was accepted before."));
    }
    List<StreamVersion> streams =
        first.get().versions().entrySet().stream()
            .map(entry -> new StreamVersion(entry.getKey(), entry.getValue()))
            .sorted((one, other) -> one.stream().compareTo(other.stream()))
            .toList();
    return new Answer.Repeated(first.get().appended(), streams);
  }

  private static Answer unavailable(Throwable failure) {
    @Nullable Answer away = away(failure);
    if (away != null) {
      return away;
    }
    if (failure instanceof LockAcquisitionFailedException) {
      return new Answer.Unavailable(
          "CONTENTION", "Too many commands change the same thing at this moment.", failure);
    }
    if (failure instanceof AppendFailure.EventUnreadable unreadable) {
      LOG.error("A command cannot be decided: {}", unreadable.getMessage());
      return new Answer.Unavailable(
          "EVENT_UNREADABLE",
          "An event that the decision rests on cannot be read by this version of the program;"
              + " nothing was decided.",
          failure);
    }
    String reference = UUID.randomUUID().toString();
    LOG.error("A command failed in an unforeseen way, reference {}", reference, failure);
    return new Answer.Failed(reference);
  }

  private static @Nullable Answer away(Throwable failure) {
    return failure instanceof AppendFailure.StoreUnavailable away ? storeUnavailable(away) : null;
  }

  static Answer storeUnavailable(AppendFailure.StoreUnavailable failure) {
    return new Answer.Unavailable(
        STORE_UNAVAILABLE,
        "The event store is not available at this moment; send the command again with the same"
            + " id.",
        failure);
  }

  private static boolean isAway(Answer answer) {
    return answer instanceof Answer.Unavailable unavailable
        && unavailable.code().equals(STORE_UNAVAILABLE);
  }

  private static void pause(int attempt) {
    long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, 6));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }
}
