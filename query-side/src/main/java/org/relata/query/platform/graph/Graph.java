package org.relata.query.platform.graph;

import graphql.schema.DataFetcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/**
 * Where capabilities register how the fields of the schema are answered. Fields of a type that is
 * backed by a record need no registration when the record has a component of the same name.
 */
public final class Graph {

  static final String QUERY = "Query";

  /** Answers one field; the value is a row, a list, a map or a scalar of the field's type. */
  @FunctionalInterface
  public interface Answer {
    @Nullable Object answer(Question question);
  }

  /** Answers one field of one parent. */
  @FunctionalInterface
  public interface AnswerOf<P> {
    @Nullable Object answer(P parent, Question question);
  }

  /** Answers one field for many parents at once; keys that are missing in the answer give null. */
  @FunctionalInterface
  public interface BatchAnswer<K, V> {
    Map<K, V> answer(Set<K> keys, Question question);
  }

  private final GraphSettings settings;
  private final Fetchers fetchers;
  private final Map<String, Map<String, DataFetcher<?>>> wired = new LinkedHashMap<>();
  private final Map<String, NodeType<?>> nodes = new LinkedHashMap<>();
  private final Map<String, Class<?>> records = new LinkedHashMap<>();
  private final Map<String, Listing<?>> listings = new LinkedHashMap<>();
  private final Map<String, Link<?>> links = new HashMap<>();

  public Graph(GraphSettings settings) {
    this.settings = settings;
    this.fetchers = new Fetchers(settings, links);
  }

  /** An object type with {@code id} and {@code key}, found by {@code node(id:)}. */
  public <R extends Record> NodeType<R> node(String type, String prefix, RowTable<R> table) {
    NodeType<R> node = new NodeType<>(type, prefix, table);
    if (nodes.put(prefix, node) != null) {
      throw new IllegalArgumentException("Two node types have the prefix " + prefix);
    }
    type(type, table.type());
    this.<R>field(type, "id", (row, _) -> node.id(row));
    this.<R>field(type, "key", (row, question) -> question.moment().keyOf(node.id(row)));
    return node;
  }

  /** An object type without identity that is backed by a record. */
  public void type(String type, Class<? extends Record> record) {
    if (records.put(type, record) != null) {
      throw new IllegalArgumentException("The type is registered twice: " + type);
    }
  }

  /** A field of Query; the question's moment is that of the argument {@code asOf}. */
  public void root(String field, Answer answer) {
    wire(QUERY, field, fetchers.root((question) -> answer.answer(question)));
  }

  /** A field of Query that finds one node by its key's one part; null when there is none. */
  public <R extends Record> void one(String field, String argument, NodeType<R> node) {
    root(
        field,
        question -> {
          List<String> key = List.of(question.text(argument));
          return node.load(Set.of(key), question.snapshot(), question.moment()).get(key);
        });
  }

  /** A field of Query that pages through a listing. */
  public <R extends Record> void connection(String field, Listing<R> listing) {
    listings.put(QUERY + "." + field, listing);
    wire(QUERY, field, fetchers.connection(field, listing));
  }

  /** A field of Query that groups a listing. */
  public <R extends Record> void groups(String field, Listing<R> listing) {
    groups(field, listing, question -> question.read(listing.table()));
  }

  /** The same over rows that further arguments choose or make. */
  public <R extends Record> void groups(
      String field, Listing<R> listing, Function<Question, Relation<R>> rows) {
    listings.put(QUERY + "." + field, listing);
    root(
        field,
        question -> {
          Collection<?> by = question.<Collection<?>>argument("by");
          return new Groups<>(
                  question.snapshot(), question.moment(), listing, rows.apply(question), settings)
              .of(
                  question.argument("filter"),
                  by == null ? List.of() : by.stream().map(Object::toString).toList(),
                  name -> question.environment().getSelectionSet().contains(name));
        });
  }

  /** A field computed from its parent alone, or with arguments; it should not read. */
  public <P> void field(String type, String field, AnswerOf<P> answer) {
    wire(type, field, fetchers.field(answer));
  }

  /**
   * A connection below each parent: the rows of a listing that name it, read for all parents with
   * one statement.
   *
   * @param foreign the component of the listing's row, a text column, that equals the parent's key
   * @param key the parent's key, or {@link Filed} when it may stand for several records
   */
  public <P, R extends Record> void nested(
      String type, String field, Listing<R> listing, String foreign, Function<P, ?> key) {
    listings.put(type + "." + field, listing);
    wire(type, field, fetchers.nested(type + "." + field, listing, foreign, key));
  }

  /**
   * A plain list below each parent, for what is short by nature; refuses LIST_LIMIT when one has
   * more rows than the largest page. Arguments {@code filter} and {@code orderBy} work when the
   * schema has them.
   */
  public <P, R extends Record> void list(
      String type, String field, Listing<R> listing, String foreign, Function<P, ?> key) {
    listings.put(type + "." + field, listing);
    wire(type, field, fetchers.list(type + "." + field, listing, foreign, key));
  }

  /**
   * A node whose key a component of the parent holds, read with the statement that reads the
   * parents, or for all parents of one level with one more.
   *
   * @param node the name of its type in the schema, of whatever capability
   */
  public void reference(
      String type, String field, String node, RowTable<?> parents, String component) {
    link(type, field, new Link.Named(() -> nodeCalled(node), parents.field(component)));
  }

  /**
   * The same where a row of a third fold leads from the parent, a node itself, to the other node.
   *
   * @param from the key of the third fold, which is that of the parent
   * @param to the component of the third fold that holds the key of the node
   */
  public void referenceThrough(
      String type, String field, String node, RowTable<?> links, String from, String to) {
    link(
        type,
        field,
        new Link.Through(
            type + "." + field,
            () -> nodeCalled(type),
            () -> nodeCalled(node),
            links,
            links.field(from).name(),
            links.field(to).name()));
  }

  private void link(String type, String field, Link<?> link) {
    links.put(type + "." + field, link);
    wire(type, field, fetchers.link(link));
  }

  /** A node whose key is computed from the parent; all of one level are read at once. */
  public <P, R extends Record> void reference(
      String type, String field, NodeType<R> node, Function<P, @Nullable ?> key) {
    wire(type, field, fetchers.<P>reference(() -> node, key));
  }

  /** The same where another capability has registered the node. */
  public <P> void reference(String type, String field, String node, Function<P, @Nullable ?> key) {
    wire(type, field, fetchers.<P>reference(() -> nodeCalled(node), key));
  }

  /**
   * A node as it stood at a moment that the parent names; everything below it is of that moment.
   */
  public <P> void referenceAt(
      String type,
      String field,
      String node,
      Function<P, @Nullable ?> key,
      Function<P, Moment> moment) {
    wire(type, field, fetchers.referenceAt(() -> nodeCalled(node), key, moment));
  }

  NodeType<?> nodeCalled(String type) {
    return nodes.values().stream()
        .filter(node -> node.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No node type is called " + type));
  }

  /** A field whose values for many parents are read at once. */
  public <P, K, V> void batch(
      String type, String field, Function<P, @Nullable K> key, BatchAnswer<K, V> answer) {
    wire(type, field, fetchers.batch(type + "." + field, key, answer));
  }

  /** A field that the engine itself answers. */
  void wire(String type, String field, DataFetcher<?> fetcher) {
    if (wired.computeIfAbsent(type, _ -> new HashMap<>()).put(field, fetcher) != null) {
      throw new IllegalArgumentException("Registered twice: " + type + "." + field);
    }
  }

  Fetchers fetchers() {
    return fetchers;
  }

  /** The node type that an id belongs to. */
  @Nullable NodeType<?> nodeOf(String id) {
    return nodes.get(id.substring(0, Math.max(0, id.indexOf('/'))));
  }

  Map<String, Map<String, DataFetcher<?>>> wired() {
    return wired;
  }

  /** The records behind object types, by the name of the type. */
  public Map<String, Class<?>> records() {
    return records;
  }

  Map<String, Listing<?>> listings() {
    return listings;
  }

  Collection<NodeType<?>> nodes() {
    return nodes.values();
  }
}
