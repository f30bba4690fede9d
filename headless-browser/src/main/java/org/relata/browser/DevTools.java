package org.relata.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The DevTools protocol: numbered calls with their answers, and events in between. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final long CALL_LIMIT_SECONDS = 30;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable WebSocket socket;

  static DevTools connect(URI address) {
    DevTools devTools = new DevTools();
    devTools.socket = devTools.client.newWebSocketBuilder().buildAsync(address, devTools).join();
    return devTools;
  }

  /** Every event of every page comes here, on the socket's thread: be short. */
  void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /**
   * One call and its answer.
   *
   * @param session the page, or null for the browser itself
   * @throws IllegalStateException when the browser refuses the call or is silent for 30 s
   */
  JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      send(message.toString());
      JsonNode result = answer.get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
      if (result.has("error")) {
        throw new IllegalStateException(method + " was refused: " + result.path("error"));
      }
      return result.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " had no answer", e);
    } finally {
      pending.remove(id);
    }
  }

  /** A WebSocket of the JDK takes one message at a time. */
  private synchronized void send(String text) {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    open.sendText(text, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode message = JSON.readTree(partial.toString());
      partial.setLength(0);
      CompletableFuture<JsonNode> waiting = pending.get(message.path("id").asInt(0));
      if (waiting != null) {
        waiting.complete(message);
      } else {
        listeners.forEach(listener -> listener.accept(message));
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    pending.values().forEach(answer -> answer.completeExceptionally(error));
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    client.shutdownNow();
  }
}
