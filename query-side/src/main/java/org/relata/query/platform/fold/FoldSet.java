package org.relata.query.platform.fold;

import java.util.List;

/** The folds of one capability: a bean, from which the engine collects what it has to run. */
public record FoldSet(List<Fold<?, ?>> folds) {

  public static FoldSet of(Fold<?, ?>... folds) {
    return new FoldSet(List.of(folds));
  }
}
