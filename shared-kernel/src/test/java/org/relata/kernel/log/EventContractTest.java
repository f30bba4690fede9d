package org.relata.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.log.EventCodec.Stored;
import org.relata.kernel.log.EventCodec.UnknownEvent;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log stores is for ever: the JSON of each event in each revision is an approved file. A
 * file of an older revision stays, and an upcaster must lead from it to the present.
 */
class EventContractTest {

  private static final Path APPROVED = Path.of("src/test/resources/events");
  private static final Path ACTUAL = Path.of("target/events");

  private final JsonMapper json = Json.mapper();
  private final EventCodec codec = EventCodec.standard();
  private final EventSamples samples = new EventSamples();

  /** After adding an event, copy its file from target/events; an existing one never changes. */
  @Test
  void everyEventIsStoredAsApproved() throws IOException {
    List<String> different = new ArrayList<>();
    for (Class<? extends DomainEvent> record : EventCatalogue.records()) {
      Stored stored = codec.encode(samples.of(record));
      String name = stored.type() + "." + stored.revision() + ".json";
      String actual = pretty(stored.payload());
      Path approved = APPROVED.resolve(name);
      if (!Files.exists(approved) || !Files.readString(approved).equals(actual)) {
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(name), actual);
        different.add(name);
      }
    }
    assertThat(different).as("events that differ from %s", APPROVED).isEmpty();
  }

  @Test
  void everyEventComesBackFromTheLogAsItWas() {
    for (Class<? extends DomainEvent> record : EventCatalogue.records()) {
      DomainEvent event = samples.of(record);
      Stored stored = codec.encode(event);
      assertThat(codec.decode(stored.type(), stored.revision(), stored.payload())).isEqualTo(event);
      assertThat(event.stream().name()).contains("/");
    }
  }

  @Test
  void everyRevisionEverStoredCanStillBeRead() throws IOException {
    Set<String> known = new TreeSet<>(codec.types());
    try (Stream<Path> files = Files.list(APPROVED)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        int dot = name.lastIndexOf('.');
        String type = name.substring(0, dot);
        int revision = Integer.parseInt(name.substring(dot + 1));
        assertThat(known).as("event of an approved file").contains(type);
        assertThat(codec.decode(type, revision, Files.readString(file))).isNotNull();
      }
    }
  }

  @Test
  void wireNamesBeginWithTheirCapability() {
    for (Class<? extends DomainEvent> record : EventCatalogue.records()) {
      String pack = record.getPackageName();
      String capability = pack.substring(pack.lastIndexOf('.') + 1);
      assertThat(record.getAnnotation(EventType.class).value()).startsWith(capability + ".");
    }
    assertThat(codec.types()).hasSameSizeAs(EventCatalogue.records());
  }

  private String pretty(String payload) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return json.writer().with(printer).writeValueAsString(json.readTree(payload)) + "\n";
  }

  /** An event whose first revision had one field for what are two today. */
  @EventType(value = "test.Moved", revision = 3)
  record Moved(CustomerId customerId, String city, String street) implements DomainEvent {
    @Override
    public StreamId stream() {
      return new StreamId("customer", customerId.value());
    }
  }

  private static EventCodec withUpcasters(Upcaster... upcasters) {
    return new EventCodec(List.of(Moved.class), List.of(upcasters));
  }

  private static final Upcaster SPLIT =
      new Upcaster(
          "test.Moved",
          1,
          payload -> {
            String[] parts = payload.remove("address").stringValue().split(", ");
            payload.put("town", parts[0]).put("street", parts[1]);
          });
  private static final Upcaster RENAMED =
      new Upcaster("test.Moved", 2, payload -> payload.set("city", payload.remove("town")));

  @Test
  void anOlderRevisionIsLedToThePresentOneStepByStep() {
    EventCodec codec = withUpcasters(RENAMED, SPLIT);
    Moved expected = new Moved(new CustomerId("C-1"), "Praha", "Na Příkopě 1");
    assertThat(
            codec.decode(
                "test.Moved", 1, "{\"customerId\":\"C-1\",\"address\":\"Praha, Na Příkopě 1\"}"))
        .isEqualTo(expected);
    assertThat(
            codec.decode(
                "test.Moved",
                2,
                "{\"customerId\":\"C-1\",\"town\":\"Praha\",\"street\":\"Na Příkopě 1\"}"))
        .isEqualTo(expected);
    assertThat(codec.encode(expected).revision()).isEqualTo(3);
  }

  @Test
  void aNameOrRevisionThatThisProgramDoesNotKnowIsNeverSkipped() {
    EventCodec codec = withUpcasters(RENAMED);
    for (int revision : new int[] {0, 1, 4, -1}) {
      assertThatThrownBy(() -> codec.decode("test.Moved", revision, "{}"))
          .isInstanceOf(UnknownEvent.class)
          .hasMessageContaining("test.Moved revision " + revision);
    }
    assertThatThrownBy(() -> codec.decode("test.Gone", 1, "{}")).isInstanceOf(UnknownEvent.class);
  }

  @Test
  void aFieldThatThisProgramDoesNotKnowIsNeverDropped() {
    String more = "{\"customerId\":\"C-1\",\"city\":\"A\",\"street\":\"B\",\"zip\":\"1\"}";
    assertThatThrownBy(() -> withUpcasters().decode("test.Moved", 3, more))
        .isInstanceOf(tools.jackson.databind.exc.UnrecognizedPropertyException.class);
  }
}
