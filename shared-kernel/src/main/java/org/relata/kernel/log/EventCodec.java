package org.relata.kernel.log;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between event records and what the log stores: a wire name, a revision and JSON. Older revisions
 * are led to the present one by upcasters; a name or revision that this program does not know is
 * {@link UnknownEvent}, never skipped.
 */
public final class EventCodec {

  /** An event as the log stores it, without its place in the log. */
  public record Stored(String type, int revision, String payload) {}

  /** The log holds an event of a newer program, or of none. */
  public static final class UnknownEvent extends RuntimeException {
    UnknownEvent(String type, int revision) {
      super("This program does not know the event " + type + " revision " + revision);
    }
  }

  private record Known(String type, int revision, Class<? extends DomainEvent> record) {}

  private final JsonMapper json;
  private final Map<String, Known> byType = new TreeMap<>();
  private final Map<Class<?>, Known> byRecord = new HashMap<>();
  private final Map<String, Upcaster> upcasters = new HashMap<>();

  public EventCodec(
      Collection<Class<? extends DomainEvent>> records, Collection<Upcaster> upcasters) {
    this.json = Json.mapper();
    for (Class<? extends DomainEvent> record : records) {
      EventType type = record.getAnnotation(EventType.class);
      if (type == null) {
        throw new IllegalArgumentException(record.getName() + " has no @EventType");
      }
      Known known = new Known(type.value(), type.revision(), record);
      if (byType.put(known.type(), known) != null) {
        throw new IllegalArgumentException("Two events are called " + known.type());
      }
      byRecord.put(record, known);
    }
    for (Upcaster upcaster : upcasters) {
      this.upcasters.put(upcaster.type() + "#" + upcaster.fromRevision(), upcaster);
    }
  }

  /** The codec of all events of all capabilities. */
  public static EventCodec standard() {
    return new EventCodec(EventCatalogue.records(), EventCatalogue.upcasters());
  }

  /** All record classes below a sealed parent, however deep. */
  public static Stream<Class<? extends DomainEvent>> recordsOf(
      Class<? extends DomainEvent> parent) {
    Class<?> @Nullable [] permitted = parent.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(parent)
        : Arrays.stream(permitted).flatMap(type -> recordsOf(type.asSubclass(DomainEvent.class)));
  }

  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  public Stored encode(DomainEvent event) {
    @Nullable Known known = byRecord.get(event.getClass());
    if (known == null) {
      throw new IllegalArgumentException("Not in the catalogue: " + event.getClass().getName());
    }
    return new Stored(known.type(), known.revision(), json.writeValueAsString(event));
  }

  public DomainEvent decode(String type, int revision, String payload) {
    @Nullable Known known = byType.get(type);
    if (known == null || revision > known.revision() || revision < 1) {
      throw new UnknownEvent(type, revision);
    }
    if (revision == known.revision()) {
      return json.readValue(payload, known.record());
    }
    ObjectNode node = (ObjectNode) json.readTree(payload);
    for (int from = revision; from < known.revision(); from++) {
      @Nullable Upcaster upcaster = upcasters.get(type + "#" + from);
      if (upcaster == null) {
        throw new UnknownEvent(type, revision);
      }
      upcaster.change().apply(node);
    }
    return json.treeToValue(node, known.record());
  }

  public String encodeMetadata(Metadata metadata) {
    return json.writeValueAsString(metadata);
  }

  public Metadata decodeMetadata(String metadata) {
    return json.readValue(metadata, Metadata.class);
  }
}
