package org.relata.query.platform.graph;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import reactor.core.publisher.Mono;

/**
 * Gives every error its code and keeps what is inside inside: an unexpected failure is told by a
 * reference under which the log has the whole story.
 */
final class GraphErrors implements DataFetcherExceptionResolver {

  private static final Logger LOG = LoggerFactory.getLogger(GraphErrors.class);

  /**
   * The connection broke (08), the server has no room, memory or connection left (53), it stops or
   * starts (57P), its disk fails (58), or a page of its files is damaged (XX00).
   */
  private static final List<String> STORE_IN_TROUBLE = List.of("08", "53", "57P", "58", "XX00");

  private static final String CANCELLED = "57014";

  /** The character zero, which JSON and GraphQL can write and PostgreSQL cannot. */
  private static final String NO_CHARACTER = "22021";

  /** Stands where graphql-java wants a classification; it is not told. */
  private enum Kind implements ErrorClassification {
    REFUSED
  }

  @Override
  public Mono<List<GraphQLError>> resolveException(
      Throwable failure, DataFetchingEnvironment environment) {
    GraphRefusal refusal = refusal(failure, Snapshot.of(environment.getGraphQlContext()));
    return Mono.just(
        List.of(
            GraphqlErrorBuilder.newError(environment)
                .message("%s", refusal.sentence())
                .errorType(Kind.REFUSED)
                .extensions(refusal.extensions())
                .build()));
  }

  /** The refusal that a failure amounts to. */
  static GraphRefusal refusal(Throwable failure, @Nullable Snapshot snapshot) {
    return switch (failure) {
      case GraphRefusal refusal -> refusal;
      case Rejection rejection -> new GraphRefusal(rejection.code(), rejection.sentence());
      case CompletionException wrapped when wrapped.getCause() != null ->
          refusal(wrapped.getCause(), snapshot);
      case DataAccessException sql when snapshot != null -> ofDatabase(sql, snapshot);
      default -> internal(failure);
    };
  }

  private static GraphRefusal ofDatabase(DataAccessException failure, Snapshot snapshot) {
    return switch (failure.getCause(GraphRefusal.class)) {
      case GraphRefusal refusal -> refusal;
      case null -> snapshot.refusal(failure, first -> reason(first, snapshot.deadline()));
    };
  }

  private static GraphRefusal reason(DataAccessException failure, Snapshot.Deadline deadline) {
    String state = failure.sqlState();
    if (state.equals(CANCELLED)) {
      return deadline.timeLimit();
    }
    if (state.equals(NO_CHARACTER)) {
      return new GraphRefusal("FORBIDDEN_CHARACTER", "A text holds a character that no text has.");
    }
    if (STORE_IN_TROUBLE.stream().anyMatch(state::startsWith) || isOfPool(failure)) {
      return Snapshots.unavailable(failure);
    }
    return internal(failure);
  }

  /** PostgreSQL and its driver always tell a state; the pool does not when it lost a connection. */
  private static boolean isOfPool(DataAccessException failure) {
    @Nullable SQLException sql = failure.getCause(SQLException.class);
    return sql != null && sql.getSQLState() == null;
  }

  static GraphRefusal internal(Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.error("A question failed, reference {}", reference, failure);
    return new GraphRefusal("INTERNAL_ERROR", "This could not be answered.")
        .with("reference", reference);
  }

  /** An error as it goes out: message, place, and extensions with a code. */
  static Map<String, Object> told(GraphQLError error) {
    Map<String, Object> told = new LinkedHashMap<>();
    @Nullable Map<String, Object> extensions = error.getExtensions();
    boolean ours = extensions != null && extensions.containsKey("code");
    @Nullable String code = ours ? null : code(error);
    if (!ours && code == null) {
      GraphRefusal internal = internal(new IllegalStateException(String.valueOf(error)));
      told.put("message", internal.sentence());
      extensions = internal.extensions();
    } else {
      told.put("message", String.valueOf(error.getMessage()));
      extensions = ours ? extensions : Map.of("code", String.valueOf(code));
    }
    if (error.getLocations() != null && !error.getLocations().isEmpty()) {
      told.put(
          "locations",
          error.getLocations().stream()
              .map(place -> Map.of("line", place.getLine(), "column", place.getColumn()))
              .toList());
    }
    if (error.getPath() != null && !error.getPath().isEmpty()) {
      told.put("path", error.getPath());
    }
    told.put("extensions", extensions);
    return told;
  }

  private static @Nullable String code(GraphQLError error) {
    return switch (error) {
      case graphql.execution.UnknownOperationException _ -> "UNKNOWN_OPERATION";
      case graphql.execution.NonNullableValueCoercedAsNullException _ -> "INVALID_VARIABLE";
      case graphql.schema.CoercingParseValueException _ -> "INVALID_VARIABLE";
      case graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError _ ->
          "INTROSPECTION_LIMIT";
      default ->
          switch (error.getErrorType()) {
            case ErrorType.InvalidSyntax -> "SYNTAX_ERROR";
            case ErrorType.ValidationError -> "VALIDATION_FAILED";
            case ErrorType.OperationNotSupported -> "OPERATION_NOT_SUPPORTED";
            case null, default -> null;
          };
    };
  }
}
