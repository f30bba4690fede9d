package org.relata.query.platform.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question that is not answered, in a way that a program can act on: a stable code, a sentence
 * for people, and details that go into the error's {@code extensions} beside the code. It is an
 * answer, not a failure: no stack trace.
 */
public final class GraphRefusal extends RuntimeException {

  private final String code;
  private final Map<String, Object> details;

  public GraphRefusal(String code, String sentence) {
    this(code, sentence, Map.of());
  }

  public GraphRefusal(String code, String sentence, Map<String, ?> details) {
    super(sentence, null, false, false);
    this.code = code;
    this.details = new LinkedHashMap<>(details);
  }

  /** A figure of the request is above what is allowed; names both. */
  public static GraphRefusal limit(String code, String sentence, long limit, long value) {
    return new GraphRefusal(code, sentence).with("limit", limit).with("value", value);
  }

  /** The same refusal with one more detail; the value is a string, a number or a boolean. */
  public GraphRefusal with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new GraphRefusal(code, sentence(), more);
  }

  public String code() {
    return code;
  }

  public String sentence() {
    @Nullable String message = getMessage();
    return message == null ? code : message;
  }

  /** Code and details, as they stand in the error's extensions. */
  public Map<String, Object> extensions() {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", code);
    extensions.putAll(details);
    return extensions;
  }
}
