package org.relata.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Metadata;
import org.relata.query.platform.fold.LogFixture;
import org.relata.query.platform.fold.RunningEngine;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.GraphServer;
import tools.jackson.databind.JsonNode;

/**
 * A bank whose events are folded by the real engine into a real database and asked about over HTTP,
 * with all capabilities. The first event has position 1; each is recorded a minute after the one
 * before.
 */
public final class AskedBank implements AutoCloseable {

  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** All capabilities, as an application has them. */
  public static final class Everything implements GraphModule {
    @Override
    public void register(Graph graph) {
      CapabilityGraphs.all().forEach(module -> module.register(graph));
    }
  }

  private final LogFixture log = LogFixture.withLog();
  private final RunningEngine engine = new RunningEngine(log, 100, CapabilityFolds.all());
  private final Class<? extends GraphModule> modules;
  private long position;
  private @Nullable GraphServer server;

  /** Asked with all capabilities. */
  public AskedBank() {
    this(Everything.class);
  }

  /** Asked with others. */
  public AskedBank(Class<? extends GraphModule> modules) {
    this.modules = modules;
  }

  /** Records events that a program brought. */
  public AskedBank happened(DomainEvent... events) {
    for (DomainEvent event : events) {
      happened(event, "client/importer", null, time(position + 1));
    }
    return this;
  }

  /** Records many events in one transaction. */
  public AskedBank loaded(List<DomainEvent> events) {
    log.append(events);
    position += events.size();
    return this;
  }

  /** Records an event with who caused it, why, and when it was true. */
  public long happened(
      DomainEvent event, String actor, @Nullable String reason, Instant effectiveAt) {
    position++;
    String command = "command-" + position;
    Metadata metadata =
        new Metadata(actor, null, command, "Test", "0", command, null, reason, null);
    return log.append(event, metadata, time(position), effectiveAt);
  }

  /** When the event at a position was recorded. */
  public static Instant time(long position) {
    return BEGIN.plusSeconds(60 * position);
  }

  public long position() {
    return position;
  }

  /** Waits until all folds have come to the last event. */
  public GraphServer level() {
    engine.level();
    if (server == null) {
      server = new GraphServer(log.database(), modules, "relata.query.graphql.time=60s");
    }
    return server;
  }

  /** What one root field answers, as JSON text. */
  public String ask(String question) {
    return data(question).toString();
  }

  /** What one root field answers. */
  public JsonNode data(String question) {
    return level().data("{ " + question + " }").iterator().next();
  }

  /** The code of the refusal. */
  public String refused(String question) {
    return level().code("{ " + question + " }");
  }

  /** One field of the nodes of a connection. */
  public List<String> all(String field, String connection) {
    JsonNode nodes = data(connection + " { nodes { " + field + " } }").get("nodes");
    return new ArrayList<>(
        StreamSupport.stream(nodes.spliterator(), false)
            .map(node -> node.get(field).asString())
            .toList());
  }

  /** How many statements an answer takes. */
  public long statements(String question) {
    GraphServer asked = level();
    long before = asked.statements();
    asked.data("{ " + question + " }");
    return asked.statements() - before;
  }

  /** A fingerprint of each table of the log and of the read models. */
  public Map<String, String> tables() {
    engine.level();
    return log.fingerprints();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    engine.close();
  }
}
