package org.relata.query.history;

import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Finds the steps of a timeline: one row per event and subject. */
final class TimelineFold implements Fold<DomainEvent, TimelineRow> {

  static final RowTable<TimelineRow> TABLE =
      RowTable.of("timeline", TimelineRow.class).key("subject", "position").build();

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
    String type = TYPES.get(recorded.event().getClass());
    for (String subject : Subjects.of(recorded.event())) {
      rows.begin(
          new TimelineRow(
              subject,
              recorded.position(),
              type,
              type.substring(0, Math.max(0, type.indexOf('.'))),
              recorded.metadata().actor(),
              recorded.recordedAt(),
              recorded.effectiveAt()));
    }
  }
}
