package org.relata.query.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/**
 * Finds the steps of timelines: one row per event and subject. Whom a thing concerns is remembered
 * in a row of its own, because most of what happens to it names nobody.
 */
final class TimelineFold implements Fold<DomainEvent, TimelineRow> {

  static final RowTable<TimelineRow> TABLE =
      RowTable.of("timeline", TimelineRow.class)
          .key("subject", "position")
          .indexOfAllVersions("position", "subject")
          .build();

  private static final ClassValue<String> TYPES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> event) {
          EventType type = event.getAnnotation(EventType.class);
          return type == null ? event.getSimpleName() : type.value();
        }
      };

  @Override
  public Class<DomainEvent> events() {
    return DomainEvent.class;
  }

  @Override
  public RowTable<TimelineRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends DomainEvent> recorded, Rows<TimelineRow> rows) {
    DomainEvent event = recorded.event();
    String type = TYPES.get(event.getClass());
    if (!Things.isAbout(event)) {
      Subjects.of(event).forEach(subject -> rows.begin(TimelineRow.step(subject, type, recorded)));
      return;
    }
    String stream = event.stream().name();
    rows.put(
        Key.of(stream, TimelineRow.OF_A_THING),
        known -> {
          TimelineRow thing = known == null ? TimelineRow.thing(stream, type, recorded) : known;
          List<CustomerId> before = thing.concerned() == null ? List.of() : thing.concerned();
          Set<String> subjects = new LinkedHashSet<>(Subjects.of(event));
          before.forEach(id -> subjects.add(Subjects.customer(id.value())));
          subjects.forEach(subject -> rows.begin(TimelineRow.step(subject, type, recorded)));
          return thing.concerning(Things.concerned(before, event));
        });
  }
}
