package org.relata.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.log.AppendFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fills an empty log with the demo bank, beside everything else that the program does from its
 * start. When it was stopped in the middle the next start goes on: a command's number is its id,
 * and the bank is always the same. A log that began otherwise is left alone.
 */
final class DemoLoader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);

  /** Another bank needs another name, so that one is never completed by the other. */
  private static final String BANK = "demo-4";

  private static final String LAST = BANK + ":last";
  private static final int GROUP = 256;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Actor ACTOR = new Actor("client/demo-bank", Set.of());
  private static final Actor APPROVER = new Actor("client/demo-approver", Set.of());

  /** The store went away, or something that nobody foresaw. */
  private static final class NotStored extends RuntimeException {
    NotStored(String why) {
      super(why);
    }
  }

  private final Dispatching dispatching;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  DemoLoader(Dispatching dispatching) {
    this.dispatching = dispatching;
  }

  @Override
  public synchronized void start() {
    stopping = false;
    thread = Thread.ofVirtual().name("demo-bank").start(this::run);
  }

  /** What was begun is completed by the next start. */
  @Override
  public synchronized void stop() {
    stopping = true;
    @Nullable Thread running = thread;
    thread = null;
    if (running != null) {
      try {
        running.join(STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Starts after the web server, and ends before anything that it needs. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void run() {
    try {
      if (dispatching.reader().head().position() == 0 || isHalfDone()) {
        load();
      }
    } catch (AppendFailure.StoreUnavailable | NotStored e) {
      LOG.warn("The demo bank is not complete; the next start goes on with it: {}", e.getMessage());
    }
  }

  private boolean isHalfDone() {
    return isStored(id(0)) && !isStored(LAST);
  }

  private boolean isStored(String commandId) {
    return dispatching.reader().command(commandId).isPresent();
  }

  private void load() {
    LOG.info("The demo bank is being made; questions and commands are answered meanwhile");
    long start = System.nanoTime();
    DemoBank bank = DemoBank.make();
    List<Envelope> facts = envelopes(bank.facts(), 0);
    for (int from = 0; from < facts.size(); from += GROUP) {
      int next = Math.min(facts.size(), from + GROUP);
      // Groups are stored in order, so what stands behind a stored one is stored.
      if (next == facts.size() || !isStored(facts.get(next).id())) {
        send(facts.subList(from, next));
      }
    }
    int number = facts.size();
    for (List<Command> month : bank.monthEnds(position(facts.getLast().id()))) {
      send(envelopes(month, number));
      number += month.size();
    }
    send(envelopes(List.of(bank.correction()), number++));
    // The automation answers what is told of today: nothing may come behind it.
    List<Command> today = bank.today();
    List<Envelope> last = envelopes(today.subList(0, today.size() - 1), number);
    last.add(envelope(LAST, today.getLast()));
    send(last);
    number += last.size();
    LOG.info(
        "The demo bank is there: {} commands, {} events, in {} ms",
        number,
        dispatching.reader().head().position(),
        (System.nanoTime() - start) / 1_000_000);
  }

  private long position(String commandId) {
    return dispatching
        .reader()
        .command(commandId)
        .map(first -> first.appended().last())
        .orElseThrow(() -> new IllegalStateException("The facts of the demo bank are not stored"));
  }

  private static List<Envelope> envelopes(List<Command> commands, int firstNumber) {
    List<Envelope> envelopes = new ArrayList<>();
    for (Command command : commands) {
      envelopes.add(envelope(id(firstNumber + envelopes.size()), command));
    }
    return envelopes;
  }

  /** Ids sort as the numbers do, for those who look at the log. */
  private static String id(int number) {
    return String.format(Locale.ROOT, "%s:%05d", BANK, number);
  }

  private static Envelope envelope(String id, Command command) {
    Actor actor = DemoBank.isForTheApprover(command) ? APPROVER : ACTOR;
    return new Envelope(
        id, command, id, actor, DemoBank.TOLD_AT, null, null, null, null, BANK, null);
  }

  private void send(List<Envelope> envelopes) {
    if (stopping) {
      throw new NotStored("the program ends");
    }
    List<Answer> answers = dispatching.dispatcher().dispatch(envelopes);
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case Answer.Stored _, Answer.Repeated _, Answer.Unchanged _ -> {
          // As it should be.
        }
        case Answer.Refused refused ->
            LOG.warn(
                "{} of the demo bank is refused, as somebody else changed what it is about: {}",
                envelopes.get(i).id(),
                refused.rejection().sentence());
        case Answer.Unavailable away -> throw new NotStored(away.sentence());
        case Answer.Failed failed -> throw new NotStored("see " + failed.reference());
      }
    }
  }
}
