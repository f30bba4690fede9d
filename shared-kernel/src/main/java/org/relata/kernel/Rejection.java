package org.relata.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one type of refusal: a stable code for programs, a sentence for people, and, where the
 * refusal is about fields, which ones. Refusals are answers, not failures: no stack trace.
 */
public final class Rejection extends RuntimeException {

  private final String code;
  private final List<Field> fields;

  /**
   * One offending field.
   *
   * @param pointer JSON pointer within the payload, for example {@code /name}
   */
  public record Field(String pointer, String code, String sentence) {}

  public Rejection(String code, String sentence) {
    this(code, sentence, List.of());
  }

  public Rejection(String code, String sentence, List<Field> fields) {
    super(sentence, null, false, false);
    this.code = code;
    this.fields = List.copyOf(fields);
  }

  /** A refusal about one field of the payload. */
  public static Rejection of(String field, String code, String sentence) {
    return new Rejection(code, sentence, List.of(new Field("/" + field, code, sentence)));
  }

  /** Refuses unless the condition holds. */
  public static void unless(boolean condition, String code, String sentence) {
    if (!condition) {
      throw new Rejection(code, sentence);
    }
  }

  public String code() {
    return code;
  }

  public String sentence() {
    @Nullable String message = getMessage();
    return message == null ? code : message;
  }

  public List<Field> fields() {
    return fields;
  }
}
