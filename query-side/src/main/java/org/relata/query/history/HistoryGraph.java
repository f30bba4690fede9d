package org.relata.query.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Metadata;
import org.relata.kernel.log.Recorded;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.Moment;
import org.relata.query.platform.graph.OtherNode;
import org.relata.query.platform.graph.Question;

/** Timelines: below a customer and below an account. */
public final class HistoryGraph implements GraphModule {

  private static final String ENTRY = "TimelineEntry";

  private static final Listing<TimelineRow> TIMELINE =
      Listing.of(TimelineFold.TABLE)
          .filterIn("subject", "type", "capability", "actor")
          .filter("recordedAt", Filters.range("recordedAt"))
          .filter("effectiveAt", Filters.range("effectiveAt"))
          .orderBy("position", "effectiveAt")
          .always((_, scope) -> scope.relation().column("position").gt(TimelineRow.OF_A_THING))
          .build();

  private final Sentences sentences = new Sentences();
  private final Events events = new Events(EventCodec.standard());
  private final Changes changes;

  /** The folds of all capabilities, whose rows tell what changed at a step. */
  public HistoryGraph(Collection<? extends Fold<?, ?>> folds) {
    this.changes = new Changes(folds);
  }

  @Override
  public void register(Graph graph) {
    graph.type(ENTRY, TimelineRow.class);
    graph.type("TimelineChange", Changes.Change.class);
    graph.<CustomerRow, TimelineRow>nested(
        "Customer",
        "timeline",
        TIMELINE,
        "subject",
        customer -> Subjects.customer(customer.customerId().value()));
    OtherNode account = OtherNode.of(graph, "Account");
    graph.<Record, TimelineRow>nested(
        "Account",
        "timeline",
        TIMELINE,
        "subject",
        row -> Subjects.account(account.identifier(row)));
    graph.connection("timeline", TIMELINE);
    graph.<TimelineRow, Long, String>batch(
        ENTRY, "sentence", TimelineRow::position, this::sentences);
    metadata(graph, "onBehalfOf", Metadata::onBehalfOf);
    metadata(graph, "commandId", Metadata::commandId);
    metadata(graph, "commandType", Metadata::commandType);
    metadata(graph, "correlationId", Metadata::correlationId);
    metadata(graph, "causationId", Metadata::causationId);
    metadata(graph, "reason", Metadata::reason);
    metadata(graph, "policy", Metadata::policy);
    graph.<TimelineRow, TimelineRow, List<Changes.Change>>batch(
        ENTRY,
        "changes",
        Function.identity(),
        (steps, question) -> changes.of(steps, question.snapshot()));
    graph.<TimelineRow>referenceAt(
        ENTRY, "customer", "Customer", HistoryGraph::customerOf, HistoryGraph::after);
  }

  private void metadata(Graph graph, String field, Function<Metadata, @Nullable String> value) {
    graph.<TimelineRow, Long, String>batch(
        ENTRY,
        field,
        TimelineRow::position,
        (positions, question) -> {
          Map<Long, String> values = new HashMap<>();
          events
              .at(positions, question.snapshot())
              .forEach(
                  (position, event) -> {
                    @Nullable String told = value.apply(event.metadata());
                    if (told != null) {
                      values.put(position, told);
                    }
                  });
          return values;
        });
  }

  private Map<Long, String> sentences(Set<Long> positions, Question question) {
    Sentences.Language language = Sentences.Language.valueOf(question.text("language"));
    Map<Long, String> told = new HashMap<>();
    for (Recorded<DomainEvent> event : events.at(positions, question.snapshot()).values()) {
      told.put(event.position(), sentences.tell(event.event(), language));
    }
    return told;
  }

  private static @Nullable String customerOf(TimelineRow step) {
    return step.subject().startsWith("customer/")
        ? step.subject().substring("customer/".length())
        : null;
  }

  private static Moment after(TimelineRow step) {
    return new Moment.AsOf(step.position());
  }
}
