package org.relata.query.platform.graph;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.relata.query.platform.fold.FoldEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Asks one question as soon as there is something to ask, so that the first asker does not wait for
 * classes to be loaded. Nobody sees the answer, and nothing depends on it.
 */
public final class WarmUp implements ApplicationListener<ApplicationStartedEvent> {

  private static final Logger LOGGER = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WebGraphQlHandler handler;
  private final FoldEngine folds;
  private final String document;

  public WarmUp(WebGraphQlHandler handler, FoldEngine folds, String document) {
    this.handler = handler;
    this.folds = folds;
    this.document = document;
  }

  @Override
  public void onApplicationEvent(ApplicationStartedEvent event) {
    Thread.ofVirtual().name("relata-warm-up").start(this::ask);
  }

  private void ask() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (folds.waiting() != null) {
      if (end - System.nanoTime() < 0) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    try {
      handler
          .handleRequest(
              new WebGraphQlRequest(
                  URI.create("relata:/warm-up"),
                  new HttpHeaders(),
                  new LinkedMultiValueMap<>(),
                  null,
                  Map.of(),
                  Map.of("query", document),
                  "warm-up",
                  Locale.ENGLISH))
          .block();
    } catch (RuntimeException e) {
      LOGGER.debug("The first question was not answered", e);
    }
  }
}
