package org.relata.query.holding;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.relata.query.platform.graph.GraphRefusal;

/** Figures of many parents at once, where one may be refused and the others be told. */
final class Told {

  private Told() {}

  static <K, V> Map<K, DataFetcherResult<V>> each(Set<K> keys, Function<K, V> figure) {
    Map<K, DataFetcherResult<V>> told = new HashMap<>();
    for (K key : keys) {
      told.put(key, one(key, figure));
    }
    return told;
  }

  private static <K, V> DataFetcherResult<V> one(K key, Function<K, V> figure) {
    try {
      return DataFetcherResult.<V>newResult().data(figure.apply(key)).build();
    } catch (GraphRefusal refusal) {
      return DataFetcherResult.<V>newResult()
          .error(
              GraphqlErrorBuilder.newError()
                  .message(refusal.sentence())
                  .extensions(refusal.extensions())
                  .build())
          .build();
    }
  }
}
