package org.relata.query.platform.fold;

import java.util.List;
import java.util.stream.Collectors;

/** An index of a fold table besides those that every fold table has. */
public record RowIndex(Kind kind, List<RowColumn> columns) {

  /** What an index serves. */
  public enum Kind {
    CURRENT,
    ALL_VERSIONS,
    COUNTS,
    TRIGRAM,
    ELEMENTS
  }

  String on(String table) {
    String names = columns.stream().map(RowColumn::quoted).collect(Collectors.joining(", "));
    return switch (kind) {
      case CURRENT -> table + " (" + names + ") WHERE valid_to IS NULL";
      case ALL_VERSIONS -> table + " (" + names + ")";
      case COUNTS -> table + " (" + names + ") INCLUDE (valid_from, valid_to)";
      case TRIGRAM -> table + " USING gin (" + names + " gin_trgm_ops) WHERE valid_to IS NULL";
      case ELEMENTS -> table + " USING gin (" + names + ") WHERE valid_to IS NULL";
    };
  }
}
