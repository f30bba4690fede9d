package org.relata.query.platform.fold;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.fold.FoldRegistry.Entry;
import org.relata.query.platform.fold.FoldRegistry.Head;
import org.relata.query.platform.fold.FoldRegistry.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is to be folded where: registers the program's folds, begins rebuilds and retries,
 * and starts a group anew when the log is another one. It only writes the registry; the threads of
 * any process do the work.
 */
final class FoldControl {

  private static final Logger LOGGER = LoggerFactory.getLogger(FoldControl.class);

  private final FolderPool pool;
  private final FoldRegistry registry;
  private final Builds builds;
  private final Map<String, Fold<?, ?>> folds = new HashMap<>();
  private final Map<String, String> definitions = new HashMap<>();

  FoldControl(FolderPool pool, FoldRegistry registry, Builds builds, List<Fold<?, ?>> folds) {
    this.pool = pool;
    this.registry = registry;
    this.builds = builds;
    for (Fold<?, ?> fold : folds) {
      if (this.folds.put(fold.name(), fold) != null) {
        throw new IllegalArgumentException("Two folds are called " + fold.name());
      }
      definitions.put(fold.name(), TableSql.definition(fold));
    }
  }

  /** The fold of this name, if this program has it in just this definition. */
  @Nullable Fold<?, ?> fold(String name, String definition) {
    return definition.equals(definitions.get(name)) ? folds.get(name) : null;
  }

  List<Fold<?, ?>> folds(Group group) {
    return folds.values().stream()
        .filter(fold -> fold.group() == group)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /** Makes the registry agree with this program; what is new or changed is built beside. */
  void register() {
    pool.inTransaction(
        connection -> {
          Map<Group, Token> tokens = new EnumMap<>(Group.class);
          for (Group group : Group.values()) {
            tokens.put(group, registry.lock(group));
          }
          for (Group group : Group.values()) {
            register(group, tokens);
          }
          return true;
        });
  }

  private void register(Group group, Map<Group, Token> tokens) {
    long position = position(tokens, group);
    List<Fold<?, ?>> fresh = new ArrayList<>();
    List<Fold<?, ?>> changed = new ArrayList<>();
    for (Fold<?, ?> fold : folds(group)) {
      Optional<Entry> entry = registry.entry(fold.name());
      if (entry.isEmpty()) {
        fresh.add(fold);
      } else if (fold(fold.name(), entry.get().definition()) == null) {
        markChanged(fold, entry.get(), position(tokens, entry.get().group()));
        if (!builds
            .definitionOf(fold.name())
            .equals(Optional.ofNullable(definitions.get(fold.name())))) {
          changed.add(fold);
        }
      }
    }
    for (Entry entry : registry.entries(group)) {
      if (!folds.containsKey(entry.name()) && entry.running()) {
        registry.stop(entry.name(), position, null, "The program that runs has no such fold.");
      }
    }
    begin(group, fresh, position);
    if (!changed.isEmpty()) {
      rebuild(group, changed, position);
    }
  }

  private static long position(Map<Group, Token> tokens, Group group) {
    @Nullable Token token = tokens.get(group);
    return token == null ? 0 : token.position();
  }

  private void markChanged(Fold<?, ?> fold, Entry entry, long position) {
    if (entry.running()) {
      registry.stop(
          fold.name(), position, null, "Its definition has changed; it is being rebuilt.");
    }
  }

  /** New folds of a new group simply run; beside an old group they catch up first. */
  private void begin(Group group, List<Fold<?, ?>> fresh, long position) {
    if (fresh.isEmpty()) {
      return;
    }
    long build = position == 0 ? 0 : builds.begin(group, Builds.Kind.LEVEL, 0, position);
    for (Fold<?, ?> fold : fresh) {
      String physical = registry.create(fold.table());
      registry.insert(fold, physical);
      if (position != 0) {
        registry.stop(fold.name(), 0, null, "It is new and being built.");
        builds.add(build, fold, physical);
      }
    }
  }

  private void rebuild(Group group, List<Fold<?, ?>> chosen, long target) {
    chosen.forEach(fold -> builds.abandon(fold.name()));
    long build = builds.begin(group, Builds.Kind.REBUILD, 0, target);
    for (Fold<?, ?> fold : chosen) {
      builds.add(build, fold, registry.create(fold.table()));
      LOGGER.info("The fold {} is being rebuilt beside the others", fold.name());
    }
  }

  /** Begins to fold the chosen folds of a group into fresh tables. */
  void rebuild(Group group, List<Fold<?, ?>> chosen) {
    if (!chosen.isEmpty()) {
      pool.inTransaction(
          connection -> {
            rebuild(group, chosen, registry.lock(group).position());
            return true;
          });
    }
  }

  Fold<?, ?> named(String name) {
    @Nullable Fold<?, ?> fold = folds.get(name);
    if (fold == null) {
      throw new IllegalArgumentException("There is no fold " + name);
    }
    return fold;
  }

  /** Begins to level a stopped fold; false when it is not stopped or being built already. */
  boolean retry(Fold<?, ?> fold) {
    return pool.inTransaction(
        connection -> {
          Token token = registry.lock(fold.group());
          Entry entry = registry.entry(fold.name()).orElseThrow();
          @Nullable Long stoppedAt = entry.stoppedAt();
          if (stoppedAt == null || builds.definitionOf(fold.name()).isPresent()) {
            return false;
          }
          if (fold(fold.name(), entry.definition()) == null) {
            rebuild(fold.group(), List.of(fold), token.position());
          } else {
            builds.abandon(fold.name());
            long build = builds.begin(fold.group(), Builds.Kind.LEVEL, stoppedAt, token.position());
            builds.add(build, fold, entry.physical());
          }
          return true;
        });
  }

  /**
   * The log is another incarnation than was folded. When it is the same database after a restore or
   * a failover, the tables were restored with it, to the same moment, and are right as they are.
   * Otherwise everything folded is worthless. In the transaction of the caller, who holds the
   * group's lock.
   */
  void meet(Group group, Token token, Head head) {
    if (registry.isEarlierLife(token) && token.position() <= head.position()) {
      LOGGER.warn(
          "The log goes on as incarnation {}; group {} goes on with it at position {}",
          head.incarnation(),
          group,
          token.position());
      registry.store(group, head.incarnation(), token.position());
    } else {
      beginAnew(group, token, head);
    }
  }

  private void beginAnew(Group group, Token token, Head head) {
    LOGGER.warn(
        "The log is another one than group {} has folded up to {} ({} now, {} then): it begins"
            + " anew",
        group,
        token.position(),
        head.incarnation(),
        token.incarnation());
    for (Entry entry : registry.entries(group)) {
      builds.abandon(entry.name());
      @Nullable Fold<?, ?> fold = folds.get(entry.name());
      if (fold == null) {
        registry.stop(entry.name(), 0, null, "The program that runs has no such fold.");
      } else {
        registry.run(fold, registry.create(fold.table()));
      }
    }
    registry.store(group, head.incarnation(), 0);
  }
}
