package org.relata.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Gathers the items of one plan by key until a batch is full, too old, or the file ends. */
final class Batches {
  private final Mapping.Plan plan;
  private final Mapping.Batch batch;
  private final Sink sink;
  private final Map<String, List<Envelope.Item>> open = new LinkedHashMap<>();
  private int waiting;

  Batches(Mapping.Plan plan, Mapping.Batch batch, Sink sink) {
    this.plan = plan;
    this.batch = batch;
    this.sink = sink;
  }

  /**
   * Adds the item of a row.
   *
   * @throws Problem.Rejection if there is none in it
   */
  void add(Entry.Source source) {
    Row row = source.last();
    String key = batch.by().text(row);
    JsonNode item = batch.each().of(row);
    if (item.isMissingNode()) {
      throw new Problem.Rejection("", "MISSING", "The row has nothing for an item of the batch.");
    }
    Shape.check("/payload/" + batch.into(), item);
    if (batch.consecutive() && !open.isEmpty() && !open.containsKey(key)) {
      finish();
    }
    List<Envelope.Item> items = open.computeIfAbsent(key, name -> new ArrayList<>());
    // As text, an item that waits takes a fraction of the memory of a tree.
    items.add(new Envelope.Item(source, item.toString()));
    waiting += source.rows().size();
    if (items.size() >= batch.upTo()) {
      release(key);
    }
    while (waiting > batch.openRows()) {
      release(open.keySet().iterator().next());
    }
  }

  void finish() {
    while (!open.isEmpty()) {
      release(open.keySet().iterator().next());
    }
  }

  private void release(String key) {
    List<Envelope.Item> items = open.remove(key);
    if (items == null) {
      return;
    }
    waiting -= items.stream().mapToInt(item -> item.source().rows().size()).sum();
    while (!items.isEmpty()) {
      try {
        sink.accept(Envelope.of(plan, batch, items));
        return;
      } catch (Problem.Rejection e) {
        // The command takes its head from the first row; the others may do better without it.
        Entry.Source first = items.removeFirst().source();
        sink.accept(new Entry.Rejected(first, plan.label(), e.problem()));
      }
    }
  }
}
