package org.relata.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.command.platform.dispatch.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Fills an empty log with the demo bank, before the program says that it is ready. */
final class DemoLoader implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);
  private static final int BATCH = 256;
  private static final Actor DEMO = new Actor("client/demo-bank", Set.of());

  private final Dispatching dispatching;
  private final Clock clock;

  DemoLoader(Dispatching dispatching, Clock clock) {
    this.dispatching = dispatching;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (dispatching.reader().head().position() > 0) {
      return;
    }
    long start = System.nanoTime();
    List<Command> commands = DemoBank.commands();
    Instant now = clock.instant();
    for (int from = 0; from < commands.size(); from += BATCH) {
      List<Envelope> batch = new ArrayList<>();
      for (int i = from; i < Math.min(commands.size(), from + BATCH); i++) {
        batch.add(envelope(i, commands.get(i), now));
      }
      dispatching.dispatcher().dispatch(batch).forEach(DemoLoader::check);
    }
    LOG.info(
        "The demo bank is there: {} commands, {} events, in {} ms",
        commands.size(),
        dispatching.reader().head().position(),
        (System.nanoTime() - start) / 1_000_000);
  }

  private static Envelope envelope(int number, Command command, Instant now) {
    String id = "demo-" + number;
    String hash =
        UUID.nameUUIDFromBytes(command.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return new Envelope(id, command, hash, DEMO, now, null, null, null, null, "demo-bank", null);
  }

  private static void check(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      throw new IllegalStateException(
          "The demo bank breaks a rule: " + refused.rejection().sentence());
    }
    if (answer instanceof Answer.Unavailable away) {
      throw new IllegalStateException("The demo bank could not be stored: " + away.sentence());
    }
  }
}
