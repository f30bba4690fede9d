package org.relata.query.platform.graph;

import graphql.schema.SelectedField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Nodes to which the rows of a page lead and to which the question goes on: read with the page's
 * own statement and laid before the DataLoaders, which would otherwise read them with a statement
 * each. What is too much for one statement, or stands still, is left to the DataLoaders.
 */
final class Companions {

  /** More tables than these make a statement that takes long to plan. */
  private static final int MOST_TABLES = 4;

  /** A link that the question follows, and those that it follows from there. */
  private record Followed(Link<?> link, List<Followed> further) {}

  private final List<Followed> followed;
  private final Question question;

  private Companions(List<Followed> followed, Question question) {
    this.followed = followed;
    this.question = question;
  }

  /** Of the rows of a connection. */
  static Companions ofConnection(Map<String, Link<?>> links, Question question) {
    List<SelectedField> rows =
        question.environment().getSelectionSet().getFields("nodes", "edges/node");
    return new Companions(followed(below(rows), links), question);
  }

  /** Of the elements of a list. */
  static Companions ofList(Map<String, Link<?>> links, Question question) {
    return new Companions(
        followed(question.environment().getSelectionSet().getImmediateFields(), links), question);
  }

  private static List<SelectedField> below(List<SelectedField> fields) {
    return fields.stream()
        .flatMap(field -> field.getSelectionSet().getImmediateFields().stream())
        .toList();
  }

  private static List<Followed> followed(List<SelectedField> fields, Map<String, Link<?>> links) {
    Map<Link<?>, List<SelectedField>> found = new LinkedHashMap<>();
    for (SelectedField field : fields) {
      for (String type : field.getObjectTypeNames()) {
        @Nullable Link<?> link = links.get(type + "." + field.getName());
        if (link != null) {
          found.computeIfAbsent(link, _ -> new ArrayList<>()).add(field);
        }
      }
    }
    return found.entrySet().stream()
        .map(entry -> new Followed(entry.getKey(), followed(below(entry.getValue()), links)))
        .toList();
  }

  /**
   * Joins them to a statement that reads rows.
   *
   * @param statement what it reads from so far
   * @param rows the rows, as a part of it
   */
  Joined joined(Table<?> statement, Relation<?> rows) {
    Joined joined = new Joined(statement);
    joined.join(followed, rows, null);
    return joined;
  }

  /** The companions in one statement. */
  final class Joined {

    /**
     * One of them.
     *
     * @param leader the companion that leads to it; null when the rows themselves do
     * @param base the place of its first column among those of all companions
     */
    private record One(Link<?> link, Relation<?> nodes, @Nullable Integer leader, int base) {

      /** Its row, when there is one. */
      @Nullable Record node(@Nullable Object[] values, int columns) {
        int first = columns + base;
        boolean exists = values[first + nodes.rows().key().getFirst().offset()] != null;
        return exists ? nodes.rows().row(values, first) : null;
      }
    }

    private final List<One> all = new ArrayList<>();
    private final List<Field<?>> columns = new ArrayList<>();
    private Table<?> statement;
    private int tables;

    private Joined(Table<?> statement) {
      this.statement = statement;
    }

    private void join(List<Followed> links, Relation<?> leading, @Nullable Integer leader) {
      for (Followed one : links) {
        if (tables + one.link().tables() > MOST_TABLES) {
          continue;
        }
        try {
          Relation<?> nodes = question.read(one.link().node().table());
          statement = one.link().join(statement, leading, nodes, question);
          tables += one.link().tables();
          all.add(new One(one.link(), nodes, leader, columns.size()));
          columns.addAll(nodes.columns());
          join(one.further(), nodes, all.size() - 1);
        } catch (GraphRefusal _) {
          // That read model does not answer: its own field says so, not the whole page.
        }
      }
    }

    boolean isEmpty() {
      return all.isEmpty();
    }

    /** What the statement reads from now. */
    Table<?> statement() {
      return statement;
    }

    /** What the statement selects behind the columns of the rows. */
    List<Field<?>> columns() {
      return columns;
    }

    /**
     * Lays the companions of one row before the DataLoaders.
     *
     * @param values what was selected, the columns of the companions from the given place on
     */
    void keep(Record row, @Nullable Object[] values, int base) {
      @Nullable Record[] found = new @Nullable Record[all.size()];
      for (int i = 0; i < found.length; i++) {
        One one = all.get(i);
        @Nullable Record leader = one.leader() == null ? row : found[one.leader()];
        if (leader != null) {
          found[i] = one.node(values, base);
          prime(one.link(), leader, found[i]);
        }
      }
    }

    private <K> void prime(Link<K> link, Record leader, @Nullable Record node) {
      @Nullable K key = link.key(leader);
      if (key != null) {
        Fetchers.loader(link, question).prime(key, CompletableFuture.completedFuture(node));
      }
    }
  }
}
