package org.relata.query.platform.graph;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing as GraphQL clients know it.
 *
 * @param total counts all rows of the listing; called only when it is asked for
 */
public record Connection<R extends Record>(
    List<Edge<R>> edges, PageInfo pageInfo, Supplier<CompletableFuture<Long>> total) {

  /** A row and the place from which paging goes on. */
  public record Edge<R extends Record>(String cursor, R node) {}

  /** Where the page stands in the listing. */
  public record PageInfo(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  public List<R> nodes() {
    return edges.stream().map(Edge::node).toList();
  }
}
