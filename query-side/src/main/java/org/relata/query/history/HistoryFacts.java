package org.relata.query.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** What happened: the events of the log, for those who say why something is as it is. */
public final class HistoryFacts {

  private static final Events EVENTS = new Events(EventCodec.standard());

  private HistoryFacts() {}

  /** The positions of the events about some customers and accounts by the view's moment. */
  public static List<Long> positions(Set<String> customers, Set<String> accounts, View view) {
    List<String> subjects = new ArrayList<>();
    customers.forEach(customer -> subjects.add(Subjects.customer(customer)));
    accounts.forEach(account -> subjects.add(Subjects.account(account)));
    Relation<TimelineRow> timeline = view.read(TimelineFold.TABLE);
    return view.sql()
        .selectDistinct(timeline.column("position"))
        .from(timeline.table())
        .where(timeline.at())
        .and(timeline.column("subject").in(subjects))
        .and(timeline.column("position").gt((Object) TimelineRow.OF_A_THING))
        .fetch(row -> row.get(0, Long.class));
  }

  /**
   * The events at some positions, and what else happened by the view's moment to things that change
   * hands: what a contact was before it was corrected, whomever it was with. In their order.
   */
  public static List<Recorded<DomainEvent>> events(Collection<Long> positions, View view) {
    Map<Long, Recorded<DomainEvent>> events = new TreeMap<>(EVENTS.at(positions, view.snapshot()));
    Set<String> things = new HashSet<>();
    for (Recorded<DomainEvent> event : events.values()) {
      if (Things.isAbout(event.event())) {
        things.add(event.stream().name());
      }
    }
    events.putAll(EVENTS.of(things, view.moment().position(), view.snapshot()));
    return List.copyOf(events.values());
  }
}
