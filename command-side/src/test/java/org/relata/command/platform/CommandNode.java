package org.relata.command.platform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.engagement.EngagementDecider;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.log.LogDatabase;
import org.relata.command.portfolio.PortfolioDecider;
import org.relata.kernel.log.EventCodec;
import org.relata.postgres.Database;

/** One command side without HTTP, on a real database; several may share one. */
public final class CommandNode implements AutoCloseable {

  private static final AtomicLong IDS = new AtomicLong();

  public final LogDatabase database;
  public final Dispatching dispatching;

  public CommandNode(Database target) {
    this(target, Clock.systemUTC());
  }

  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  public CommandNode(Database target, Clock clock) {
    database =
        new LogDatabase(
            new CommandSettings.Source(target.jdbcUrl(), target.username(), target.password()),
            8,
            clock);
    database.migrate();
    dispatching =
        new Dispatching(
            database,
            List.of(
                new CustomerDecider(),
                new OrganizationDecider(),
                new PortfolioDecider(),
                new EngagementDecider()),
            EventCodec.standard(),
            meters,
            () -> {},
            10_000);
  }

  public Answer send(Command command) {
    return send("test-" + IDS.incrementAndGet(), command, null);
  }

  public Answer send(String id, Command command, @Nullable Long expectedVersion) {
    return dispatching.dispatcher().dispatch(envelope(id, command, expectedVersion));
  }

  public static Envelope envelope(String id, Command command, @Nullable Long expectedVersion) {
    return new Envelope(
        id,
        command,
        Integer.toHexString(command.hashCode()),
        new Actor("client/test", Set.of()),
        Scenario.NOW,
        expectedVersion,
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public void close() {
    database.close();
  }
}
