package org.relata.query.platform.graph;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;
import org.relata.query.platform.fold.Group;

/** The fields that belong to no capability: any node, the log, the folds. */
final class PlatformGraph implements GraphModule {

  /** The place in the log that an answer stands for. */
  record Log(String incarnation, long position, @Nullable Instant recordedAt) {}

  /** How a read model is doing. */
  record FoldStatus(
      String name,
      Group group,
      State state,
      long position,
      boolean answers,
      @Nullable FoldRebuild rebuild) {

    enum State {
      RUNNING,
      STOPPED
    }
  }

  /** A rebuild that is running. */
  record FoldRebuild(long position, long target, Instant startedAt) {}

  @Override
  public void register(Graph graph) {
    graph.type("Log", Log.class);
    graph.type("FoldStatus", FoldStatus.class);
    graph.type("FoldRebuild", FoldRebuild.class);
    graph.type("Money", Money.class);
    graph.type("PageInfo", Connection.PageInfo.class);
    graph.root("node", question -> node(graph, question));
    graph.root("log", PlatformGraph::log);
    graph.root("folds", PlatformGraph::folds);
  }

  private static @Nullable Object node(Graph graph, Question question) {
    String id = question.text("id");
    @Nullable NodeType<?> type = graph.nodeOf(id);
    @Nullable List<String> key = type == null ? null : type.key(id);
    if (type == null || key == null) {
      throw new GraphRefusal("INVALID_ID", "This is no id of a node.");
    }
    return type.load(Set.of(key), question.snapshot(), question.moment()).get(key);
  }

  private static Log log(Question question) {
    long position = question.moment().position();
    @Nullable Instant recordedAt =
        question
            .snapshot()
            .sql()
            .select(DSL.field("recorded_at", SQLDataType.INSTANT))
            .from("log.event")
            .where(DSL.field("position", Long.class).eq(position))
            .fetchOne(0, Instant.class);
    return new Log(question.snapshot().incarnation().toString(), position, recordedAt);
  }

  private static List<FoldStatus> folds(Question question) {
    Map<String, FoldRebuild> rebuilds = new HashMap<>();
    question
        .snapshot()
        .sql()
        .resultQuery("SELECT fold, position, target, started_at FROM read.fold_build")
        .forEach(
            row ->
                rebuilds.put(
                    row.get(0, String.class),
                    new FoldRebuild(
                        row.get(1, Long.class),
                        row.get(2, Long.class),
                        row.get(3, Instant.class))));
    Snapshot snapshot = question.snapshot();
    return snapshot.folds().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry -> {
              Snapshot.FoldState fold = entry.getValue();
              @Nullable Long stoppedAt = fold.stoppedAt();
              long reached = stoppedAt == null ? snapshot.position(fold.group()) : stoppedAt;
              long asked = question.moment().position();
              return new FoldStatus(
                  entry.getKey(),
                  fold.group(),
                  stoppedAt == null ? FoldStatus.State.RUNNING : FoldStatus.State.STOPPED,
                  Math.min(reached, asked),
                  stoppedAt == null || reached >= asked,
                  rebuilds.get(entry.getKey()));
            })
        .toList();
  }
}
