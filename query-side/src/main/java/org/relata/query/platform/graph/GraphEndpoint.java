package org.relata.query.platform.graph;

import graphql.GraphQLError;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import reactor.core.Exceptions;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /graphql}: one question as JSON in UTF-8, one answer. Whatever comes in, the answer
 * is JSON with {@code errors[].extensions.code}; the status tells apart a malformed request (4xx),
 * a store that is away (503) and an answer (200, also when it holds errors, unless the client
 * speaks {@code application/graphql-response+json} and nothing could be executed).
 */
final class GraphEndpoint extends HttpServlet {

  private static final MediaType GRAPHQL_RESPONSE =
      MediaType.parseMediaType("application/graphql-response+json");
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** A refusal with the status that tells HTTP about it. */
  private static final class HttpRefusal extends Exception {
    private final transient HttpStatus status;
    private final transient GraphRefusal refusal;

    HttpRefusal(HttpStatus status, GraphRefusal refusal) {
      super(refusal.sentence(), null, false, false);
      this.status = status;
      this.refusal = refusal;
    }

    HttpRefusal(HttpStatus status, String code, String sentence) {
      this(status, new GraphRefusal(code, sentence));
    }
  }

  /** What goes out. */
  private record Told(HttpStatus status, Map<String, Object> body) {}

  private final transient WebGraphQlHandler handler;
  private final transient GraphSettings settings;
  private final transient GraphMetrics metrics;
  private final transient JsonMapper json = Json.mapper();

  GraphEndpoint(WebGraphQlHandler handler, GraphSettings settings, GraphMetrics metrics) {
    this.handler = handler;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Every request to the path, whatever its method. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean graphQlResponse = accepts(request);
    long begun = System.nanoTime();
    Told told = told(request, graphQlResponse);
    metrics.answered(told.body(), Duration.ofNanos(System.nanoTime() - begun));
    byte[] body = json.writeValueAsBytes(told.body());
    response.setStatus(told.status().value());
    response.setContentType(
        graphQlResponse ? GRAPHQL_RESPONSE.toString() : MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (told.status() == HttpStatus.METHOD_NOT_ALLOWED) {
      response.setHeader(HttpHeaders.ALLOW, "POST");
    }
    if (told.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    if (told.status() == HttpStatus.REQUEST_TIMEOUT) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    response.getOutputStream().write(body);
  }

  private Told told(HttpServletRequest request, boolean graphQlResponse) {
    try {
      if (!request.getMethod().equals("POST")) {
        throw new HttpRefusal(
            HttpStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Questions are posted.");
      }
      return answer(question(request), graphQlResponse);
    } catch (HttpRefusal e) {
      return refused(e.status, e.refusal);
    } catch (GraphRefusal e) {
      boolean away = e.code().equals("STORE_UNAVAILABLE");
      HttpStatus status = graphQlResponse ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
      return refused(away ? HttpStatus.SERVICE_UNAVAILABLE : status, e);
    } catch (IOException e) {
      return refused(
          HttpStatus.BAD_REQUEST,
          new GraphRefusal("BODY_INCOMPLETE", "The body ended before its time."));
    } catch (RuntimeException e) {
      return refused(HttpStatus.INTERNAL_SERVER_ERROR, GraphErrors.internal(e));
    }
  }

  private Told answer(WebGraphQlRequest question, boolean graphQlResponse) {
    @Nullable WebGraphQlResponse response;
    try {
      response = handler.handleRequest(question).block();
    } catch (RuntimeException e) {
      Throwable cause = Exceptions.unwrap(e);
      throw cause instanceof GraphRefusal refusal ? refusal : e;
    }
    if (response == null) {
      throw new IllegalStateException("No answer");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    List<GraphQLError> errors = response.getExecutionResult().getErrors();
    if (!errors.isEmpty()) {
      told.put("errors", errors.stream().map(GraphErrors::told).toList());
    }
    boolean executed = response.getExecutionResult().isDataPresent();
    if (executed) {
      told.put("data", response.getData());
    }
    if (!response.getExtensions().isEmpty()) {
      told.put("extensions", response.getExtensions());
    }
    HttpStatus status = executed || !graphQlResponse ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
    return new Told(status, told);
  }

  private WebGraphQlRequest question(HttpServletRequest request) throws HttpRefusal, IOException {
    checkContentType(request.getContentType());
    Map<String, Object> body = parsed(text(bytes(request)));
    if (!(body.get("query") instanceof String document) || document.isBlank()) {
      throw invalid("The request names no document in \"query\".");
    }
    ServletServerHttpRequest http = new ServletServerHttpRequest(request);
    return new WebGraphQlRequest(
        http.getURI(),
        http.getHeaders(),
        new LinkedMultiValueMap<>(),
        http.getRemoteAddress(),
        Map.of(),
        checkedMembers(body),
        UUID.randomUUID().toString(),
        Locale.ENGLISH);
  }

  private static Map<String, Object> checkedMembers(Map<String, Object> body) throws HttpRefusal {
    for (Map.Entry<String, Object> member : body.entrySet()) {
      @Nullable Object value = member.getValue();
      boolean right =
          value == null
              || switch (member.getKey()) {
                case "query", "operationName" -> value instanceof String;
                case "variables", "extensions" -> value instanceof Map;
                default -> false;
              };
      if (!right) {
        throw invalid(
            "A request holds query, operationName, variables and extensions, and nothing else.");
      }
    }
    Map<String, Object> members = new LinkedHashMap<>(body);
    members.values().removeIf(java.util.Objects::isNull);
    return members;
  }

  private static void checkContentType(@Nullable String type) throws HttpRefusal {
    try {
      MediaType media = MediaType.parseMediaType(type == null ? "none/none" : type);
      if (media.isCompatibleWith(MediaType.APPLICATION_JSON)
          && media.isConcrete()
          && (media.getCharset() == null || media.getCharset().equals(StandardCharsets.UTF_8))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: what cannot be read is not the type either.
    }
    throw new HttpRefusal(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "UNSUPPORTED_MEDIA_TYPE",
        "A question is sent as application/json in UTF-8.");
  }

  /** The whole body, if it is not too large and arrives in time. */
  private byte[] bytes(HttpServletRequest request) throws HttpRefusal, IOException {
    int limit = Math.toIntExact(settings.body().toBytes());
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit, request.getContentLengthLong());
    }
    long end = System.nanoTime() + settings.bodyTime().toNanos();
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    InputStream in = request.getInputStream();
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > limit) {
        throw tooLarge(limit, body.size());
      }
      if (end - System.nanoTime() < 0) {
        throw new HttpRefusal(
            HttpStatus.REQUEST_TIMEOUT,
            GraphRefusal.limit(
                "BODY_TIME_LIMIT",
                "The body arrives too slowly.",
                settings.bodyTime().toMillis(),
                settings.bodyTime().toMillis()));
      }
    }
    return body.toByteArray();
  }

  /** The server says by this exception that there are too many headers behind the last chunk. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IllegalStateException e) {
      throw new IOException(e);
    }
  }

  private static HttpRefusal tooLarge(long limit, long size) {
    return new HttpRefusal(
        HttpStatus.CONTENT_TOO_LARGE,
        GraphRefusal.limit("BODY_LIMIT", "The body is too large.", limit, size));
  }

  private static String text(byte[] bytes) throws HttpRefusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new HttpRefusal(HttpStatus.BAD_REQUEST, "INVALID_UTF8", "The body is not UTF-8.");
    }
  }

  private Map<String, Object> parsed(String text) throws HttpRefusal {
    String start = text.stripLeading();
    if (start.startsWith("[")) {
      throw new HttpRefusal(
          HttpStatus.BAD_REQUEST, "BATCH_REFUSED", "One request holds one question.");
    }
    if (!start.startsWith("{")) {
      throw malformed();
    }
    try {
      return json.readValue(text, OBJECT);
    } catch (JacksonException e) {
      throw malformed();
    }
  }

  private static HttpRefusal malformed() {
    return new HttpRefusal(
        HttpStatus.BAD_REQUEST, "MALFORMED_JSON", "The body is not one JSON object.");
  }

  private static HttpRefusal invalid(String sentence) {
    return new HttpRefusal(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", sentence);
  }

  private static boolean accepts(HttpServletRequest request) {
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(GRAPHQL_RESPONSE.toString());
  }

  private static Told refused(HttpStatus status, GraphRefusal refusal) {
    return new Told(
        status,
        Map.of(
            "errors",
            List.of(Map.of("message", refusal.sentence(), "extensions", refusal.extensions()))));
  }
}
