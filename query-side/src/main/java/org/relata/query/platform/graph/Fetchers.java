package org.relata.query.platform.graph;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The few ways in which fields are answered. Every fetcher runs on the request's thread; what can
 * be asked of many parents goes through a DataLoader whose name holds field, arguments and moment,
 * so that one batch is one statement.
 */
final class Fetchers {

  private final GraphSettings settings;
  private final Map<String, Link<?>> links;

  /** The links by the coordinates of their fields are known when questions come. */
  Fetchers(GraphSettings settings, Map<String, Link<?>> links) {
    this.settings = settings;
    this.links = links;
  }

  DataFetcher<?> root(Graph.Answer answer) {
    return environment -> {
      Question question = rooted(environment);
      return noted(question, question.moment(), answer.answer(question));
    };
  }

  <P> DataFetcher<?> field(Graph.AnswerOf<P> answer) {
    return environment -> answer.answer(parent(environment), Question.of(environment));
  }

  <R extends Record> DataFetcher<?> connection(String field, Listing<R> listing) {
    return environment -> {
      Question question = rooted(environment);
      Map<String, Object> arguments = environment.getArguments();
      PageRequest request =
          PageRequest.of(arguments, scope(Graph.QUERY + "." + field, "", arguments), settings);
      Moment moment = moment(question, request);
      Pages<R> pages = Pages.of(question.snapshot(), moment, listing, arguments);
      Companions companions = Companions.ofConnection(links, question.at(moment));
      return noted(question, moment, pages.page(request, companions));
    };
  }

  <P, R extends Record> DataFetcher<?> nested(
      String coordinates, Listing<R> listing, String foreign, Function<P, ?> key) {
    return environment -> {
      Question question = Question.of(environment);
      Map<String, Object> arguments = environment.getArguments();
      Filed parent = filed(key.apply(parent(environment)));
      long scope = scope(coordinates, parent.key(), arguments);
      PageRequest request = PageRequest.of(arguments, scope, settings);
      Moment moment = moment(question, request);
      Pages<R> pages = Pages.of(question.snapshot(), moment, listing, arguments);
      String name = coordinates + arguments + moment;
      Companions companions = Companions.ofConnection(links, question.at(moment));
      DataLoader<Filed, List<R>> loader =
          loader(environment, name, parents -> pages.pages(foreign, parents, request, companions));
      return loader
          .load(parent)
          .thenApply(
              rows ->
                  result(
                      moment,
                      pages.connection(
                          rows == null ? List.of() : rows,
                          request,
                          scope,
                          () ->
                              Fetchers.<Filed, Long>loader(
                                      environment,
                                      name + "#",
                                      parents -> pages.counts(foreign, parents))
                                  .load(parent))));
    };
  }

  <P, R extends Record> DataFetcher<?> list(
      String coordinates, Listing<R> listing, String foreign, Function<P, ?> key) {
    return environment -> {
      Question question = Question.of(environment);
      Map<String, Object> arguments = environment.getArguments();
      Pages<R> pages = Pages.of(question.snapshot(), question.moment(), listing, arguments);
      PageRequest all = new PageRequest(settings.pageSize(), false, null, 0);
      Companions companions = Companions.ofList(links, question);
      DataLoader<Filed, List<R>> loader =
          loader(
              environment,
              coordinates + arguments + question.moment(),
              parents -> pages.pages(foreign, parents, all, companions));
      return loader
          .load(filed(key.apply(parent(environment))))
          .thenApply(rows -> rows == null ? List.of() : bounded(rows));
    };
  }

  private static Filed filed(Object key) {
    return key instanceof Filed filed ? filed : Filed.under(key.toString());
  }

  private <R> List<R> bounded(List<R> rows) {
    if (rows.size() > settings.pageSize()) {
      throw GraphRefusal.limit(
          "LIST_LIMIT",
          "This list is too long to be told whole.",
          settings.pageSize(),
          rows.size());
    }
    return rows;
  }

  <P> DataFetcher<?> reference(Supplier<NodeType<?>> named, Function<P, @Nullable ?> key) {
    return environment -> {
      @Nullable Object value = key.apply(parent(environment));
      return value == null ? null : loadedNode(named.get(), List.of(value.toString()), environment);
    };
  }

  <K> DataFetcher<?> link(Link<K> link) {
    return environment -> {
      @Nullable K key = link.key(parent(environment));
      return key == null ? null : loader(link, Question.of(environment)).load(key);
    };
  }

  /** Where the nodes that a link leads to wait for being asked for, or are at hand already. */
  static <K> DataLoader<K, Record> loader(Link<K> link, Question question) {
    return loader(
        question.environment(), link.name() + question.moment(), keys -> link.load(keys, question));
  }

  <P> DataFetcher<?> referenceAt(
      Supplier<NodeType<?>> named, Function<P, @Nullable ?> key, Function<P, Moment> moment) {
    return environment -> {
      P parent = parent(environment);
      @Nullable Object value = key.apply(parent);
      if (value == null) {
        return null;
      }
      Moment then = moment.apply(parent);
      return loadedNodeAt(named.get(), List.of(value.toString()), environment, then)
          .thenApply(row -> result(then, row));
    };
  }

  /** Parents name different moments: one statement reads them all the same. */
  private static <R extends Record> CompletableFuture<R> loadedNodeAt(
      NodeType<R> node, List<String> key, DataFetchingEnvironment environment, Moment moment) {
    Question question = Question.of(environment);
    DataLoader<NodeType.Place, R> loader =
        loader(
            environment,
            "node at " + node.type(),
            places -> node.loadAt(places, question.snapshot()));
    return loader.load(new NodeType.Place(key, moment.position()));
  }

  private static <R extends Record> CompletableFuture<R> loadedNode(
      NodeType<R> node, List<String> key, DataFetchingEnvironment environment) {
    Question question = Question.of(environment);
    DataLoader<List<String>, R> loader =
        loader(
            environment,
            node.loader() + question.moment(),
            keys -> node.load(keys, question.snapshot(), question.moment()));
    return loader.load(key);
  }

  <P, K, V> DataFetcher<?> batch(
      String coordinates, Function<P, @Nullable K> key, Graph.BatchAnswer<K, V> answer) {
    return environment -> {
      @Nullable K value = key.apply(parent(environment));
      if (value == null) {
        return null;
      }
      Question question = Question.of(environment);
      DataLoader<K, V> loader =
          loader(
              environment,
              coordinates + environment.getArguments() + question.moment(),
              keys -> answer.answer(keys, question));
      return loader.load(value);
    };
  }

  private static <K, V> DataLoader<K, V> loader(
      DataFetchingEnvironment environment, String name, Function<Set<K>, Map<K, V>> load) {
    return environment
        .getDataLoaderRegistry()
        .computeIfAbsent(
            name,
            _ ->
                DataLoaderFactory.<K, V>newMappedDataLoader(
                    keys -> CompletableFuture.completedFuture(load.apply(new HashSet<>(keys)))));
  }

  private Question rooted(DataFetchingEnvironment environment) {
    Question question = Question.of(environment);
    @Nullable Map<String, Object> asOf = environment.getArgument("asOf");
    return asOf == null ? question : question.at(Moments.of(question.snapshot(), asOf));
  }

  private static Moment moment(Question question, PageRequest request) {
    @Nullable Cursor cursor = request.cursor();
    return cursor == null
        ? question.moment()
        : Moments.ofCursor(question.snapshot(), cursor, question.moment());
  }

  /** What a cursor must agree with: everything but the place and the size of the page. */
  private static long scope(String coordinates, String parent, Map<String, Object> arguments) {
    Map<String, Object> rest = new HashMap<>(arguments);
    List.of("first", "last", "after", "before", "asOf").forEach(rest::remove);
    rest.values().removeIf(java.util.Objects::isNull);
    return Cursor.scope(coordinates, parent, sorted(rest));
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new java.util.TreeMap<>();
        map.forEach(
            (name, one) -> sorted.put(String.valueOf(name), one == null ? "null" : sorted(one)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(Fetchers::sorted).toList();
      default -> value;
    };
  }

  private static DataFetcherResult<?> noted(
      Question question, Moment moment, @Nullable Object answer) {
    question
        .snapshot()
        .answered(question.environment().getExecutionStepInfo().getResultKey(), moment);
    return result(moment, answer);
  }

  private static DataFetcherResult<?> result(Moment moment, @Nullable Object answer) {
    return DataFetcherResult.newResult().data(answer).localContext(moment).build();
  }

  private static <P> P parent(DataFetchingEnvironment environment) {
    @Nullable P parent = environment.getSource();
    if (parent == null) {
      throw new IllegalStateException("A nested field without parent");
    }
    return parent;
  }
}
