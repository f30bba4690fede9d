package org.relata.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page in the browser, with a record of all that it asked for and complained about. */
public final class Page {

  private static final Duration WAIT_LIMIT = Duration.ofSeconds(20);

  private final DevTools devTools;
  private final String session;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  Page(DevTools devTools, String session, int width, int height) {
    this.devTools = devTools;
    this.session = session;
    devTools.listen(this::note);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Every address this page asked for, refused ones included, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The addresses asked for that are neither at {@code home} nor inside the page (data, blob). */
  public List<String> requestsAwayFrom(URI home) {
    return requests.stream()
        .filter(address -> !address.startsWith("data:") && !address.startsWith("blob:"))
        .filter(address -> !address.equals("about:blank"))
        .filter(address -> !URI.create(address).getAuthority().equals(home.getAuthority()))
        .toList();
  }

  /** Console errors, uncaught exceptions, failed loads and what the content policy refused. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  public void open(URI address) {
    call("Page.navigate", Map.of("url", address.toString()));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /** Light or dark, as the person's system would ask for. */
  public void preferColours(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /**
   * The value of a JavaScript expression.
   *
   * @throws IllegalStateException when the expression throws
   */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + " threw " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /**
   * Waits until the expression is true.
   *
   * @throws AssertionError after 20 s, with what the page shows and complained about
   */
  public void await(String expression) {
    Instant limit = Instant.now().plus(WAIT_LIMIT);
    while (!evaluate("Boolean(" + expression + ")").asBoolean()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(
            "never true: %s%nerrors: %s%nshown: %s".formatted(expression, errors, text("body")));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Waits until the element shows this text. */
  public void awaitText(String selector, String text) {
    await(element(selector) + "?.innerText.includes(" + quoted(text) + ")");
  }

  /** The text that the element shows, empty when there is no such element. */
  public String text(String selector) {
    return evaluate(element(selector) + "?.innerText ?? ''").asString();
  }

  /** Waits for the element and clicks into its middle with the mouse. */
  public void click(String selector) {
    await(element(selector));
    JsonNode at =
        evaluate(
            "(() => { const e = %s; e.scrollIntoView({block: 'nearest'});"
                    .formatted(element(selector))
                + " const r = e.getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.path("x").asDouble(),
              "y",
              at.path("y").asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Clicks into the field and types the text. */
  public void type(String selector, String text) {
    click(selector);
    call("Input.insertText", Map.of("text", text));
  }

  /** Writes what the window shows as PNG. */
  public void screenshot(Path file) {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return devTools.call(session, method, parameters);
  }

  private void note(JsonNode event) {
    if (!session.equals(event.path("sessionId").asString(""))) {
      return;
    }
    JsonNode details = event.path("params");
    switch (event.path("method").asString("")) {
      case "Network.requestWillBeSent" ->
          requests.add(details.path("request").path("url").asString());
      case "Network.webSocketCreated" -> requests.add(details.path("url").asString());
      case "Runtime.exceptionThrown" -> errors.add(details.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if ("error".equals(details.path("type").asString())) {
          errors.add(details.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if ("error".equals(details.path("entry").path("level").asString())) {
          errors.add(details.path("entry").toString());
        }
      }
      default -> {
        // The protocol tells much more than a test asks about.
      }
    }
  }

  private static String element(String selector) {
    return "document.querySelector(" + quoted(selector) + ")";
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
