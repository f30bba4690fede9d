package org.relata.query.platform.graph;

import graphql.execution.preparsed.PreparsedDocumentEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.FoldNews;
import org.relata.query.platform.fold.Group;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/**
 * What happens around each request: limits, then the snapshot that everything is read in, then the
 * answer with its position in {@code extensions.relata}. A {@link GraphRefusal} leaves as an error
 * of the Mono.
 */
final class RequestGate implements WebGraphQlInterceptor {

  static final String MIN_POSITION_HEADER = "Relata-Min-Position";

  /** How long without news until the read models themselves are looked at. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** News that were wrong are those of another log: time until they are told anew. */
  private static final Duration WRONG = Duration.ofMillis(5);

  private record MinPosition(String incarnation, long position) {}

  private final Documents documents;
  private final Snapshots snapshots;
  private final FoldNews news;
  private final GraphSettings settings;

  RequestGate(Documents documents, Snapshots snapshots, FoldNews news, GraphSettings settings) {
    this.documents = documents;
    this.snapshots = snapshots;
    this.news = news;
    this.settings = settings;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return Mono.defer(
        () -> {
          Documents.Admitted admitted =
              documents.admit(request.getDocument(), request.getVariables());
          if (admitted.entry().hasErrors()) {
            configure(request, admitted, null);
            return chain.next(request);
          }
          @Nullable MinPosition minPosition = minPosition(request);
          return Mono.using(
              () -> minPosition == null ? snapshots.open() : reached(minPosition),
              snapshot -> {
                configure(request, admitted, snapshot);
                return chain
                    .next(request)
                    .map(
                        answer ->
                            answer.transform(
                                built -> built.extensions(extensions(snapshot, admitted))));
              },
              Snapshot::close,
              true);
        });
  }

  private static void configure(
      WebGraphQlRequest request, Documents.Admitted admitted, @Nullable Snapshot snapshot) {
    request.configureExecutionInput(
        (_, input) ->
            input
                .dataLoaderRegistry(new DataLoaderRegistry())
                .graphQLContext(
                    context -> {
                      context.put(PreparsedDocumentEntry.class, admitted.entry());
                      if (snapshot != null) {
                        context.put(Snapshot.class, snapshot);
                      }
                    })
                .build());
  }

  private static Map<Object, Object> extensions(Snapshot snapshot, Documents.Admitted admitted) {
    Map<String, Object> relata = new LinkedHashMap<>();
    relata.put("incarnation", snapshot.incarnation().toString());
    relata.put("position", snapshot.position());
    Map<String, Object> answers = new LinkedHashMap<>();
    snapshot.answers().forEach((field, moment) -> answers.put(field, moment.position()));
    relata.put("answers", answers);
    if (snapshot.used(Group.SEARCH)) {
      relata.put("searchPosition", snapshot.position(Group.SEARCH));
    }
    relata.put("cost", admitted.cost());
    return Map.of("relata", relata);
  }

  private static @Nullable MinPosition minPosition(WebGraphQlRequest request) {
    @Nullable Object asked = request.getHeaders().getFirst(MIN_POSITION_HEADER);
    if (asked == null) {
      asked = request.getExtensions().get("minPosition");
    }
    if (asked == null) {
      return null;
    }
    try {
      String text = (String) asked;
      int colon = text.indexOf(':');
      String incarnation = UUID.fromString(text.substring(0, colon)).toString();
      return new MinPosition(incarnation, Long.parseLong(text.substring(colon + 1)));
    } catch (ClassCastException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new GraphRefusal(
          "INVALID_MIN_POSITION", "A minimal position is written <incarnation>:<position>.");
    }
  }

  /** A snapshot at the position or later; holds no connection while it waits. */
  private Snapshot reached(MinPosition asked) {
    long end = System.nanoTime() + settings.minPositionWait().toNanos();
    while (true) {
      boolean told = isTold(asked.position());
      Snapshot snapshot = snapshots.open();
      if (snapshot.position() >= asked.position()
          && snapshot.incarnation().toString().equals(asked.incarnation())) {
        return snapshot;
      }
      try (snapshot) {
        Moments.checkIncarnation(snapshot, asked.incarnation());
        if (end - System.nanoTime() <= 0) {
          throw new GraphRefusal(
                  "MIN_POSITION_NOT_REACHED",
                  "The read models have not reached the position in time; ask again.")
              .with("minPosition", asked.position())
              .with("position", snapshot.position())
              .with("limit", settings.minPositionWait().toMillis());
        }
      }
      if (told) {
        LockSupport.parkNanos(WRONG.toNanos());
      }
    }
  }

  private boolean isTold(long position) {
    try {
      return news.await(Group.MAIN, position, LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GraphRefusal("STORE_UNAVAILABLE", "The program is being stopped; ask again.");
    }
  }
}
