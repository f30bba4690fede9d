package org.relata.command.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;

/**
 * The language of decider tests: {@code given(decider, events).when(command).then(events)}. What
 * was given, and what a command led to, is evolved in memory; nothing else is needed.
 */
public final class Scenario<C extends Command> implements States {

  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Decider<C> decider;
  private final Map<String, Object> states = new HashMap<>();
  private final Map<String, StreamType<?>> types = new HashMap<>();
  private Actor actor = new Actor("employee/E-1", Set.of("RELATIONSHIP_MANAGER"));

  private Scenario(Decider<C> decider, List<Decider<?>> neighbours) {
    this.decider = decider;
    List<Decider<?>> all = new ArrayList<>(neighbours);
    all.add(decider);
    all.forEach(one -> one.streams().forEach(type -> types.put(type.name(), type)));
  }

  /** A world with the streams of one capability. */
  public static <C extends Command> Scenario<C> of(Decider<C> decider, Decider<?>... neighbours) {
    return new Scenario<>(decider, List.of(neighbours));
  }

  public Scenario<C> as(String... roles) {
    actor = new Actor("employee/E-1", Set.of(roles));
    return this;
  }

  /** Whoever sends the next commands. */
  public Scenario<C> by(String employee) {
    actor = new Actor("employee/" + employee, actor.roles());
    return this;
  }

  public Scenario<C> given(DomainEvent... events) {
    for (DomainEvent event : events) {
      evolve(event);
    }
    return this;
  }

  @SuppressWarnings("unchecked")
  private void evolve(DomainEvent event) {
    StreamType<Object> type =
        (StreamType<Object>) Objects.requireNonNull(types.get(event.stream().type()));
    String stream = event.stream().name();
    Object state = states.getOrDefault(stream, type.initial());
    states.put(stream, type.evolve().apply(state, event));
  }

  /** Decides without an expectation, and lets the events happen. */
  public List<? extends DomainEvent> when(C command) {
    CommandContext context = new CommandContext(actor, NOW, null, null);
    List<? extends DomainEvent> events = decider.decide(command, context, this);
    events.forEach(this::evolve);
    return events;
  }

  public Scenario<C> then(C command, DomainEvent... events) {
    assertThat(when(command)).isEqualTo(List.of(events));
    return this;
  }

  public Scenario<C> thenNothing(C command) {
    return then(command);
  }

  /** The command is refused with this code, and says why in a sentence. */
  public Scenario<C> thenRefused(C command, String code) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> when(command));
    assertThat(rejection).as("%s should be refused", command).isNotNull();
    assertThat(rejection.code()).as(rejection.sentence()).isEqualTo(code);
    assertThat(rejection.sentence()).matches("[A-Z0-9].*[.]");
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S> S of(StreamType<S> type, String id) {
    return (S) states.getOrDefault(type.id(id).name(), type.initial());
  }

  @Override
  public boolean isNew(StreamType<?> type, String id) {
    return !states.containsKey(type.id(id).name());
  }
}
