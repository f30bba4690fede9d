package org.relata.command.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;

/**
 * RFC 9457 problem details. Nothing of the program's inside is ever in it.
 *
 * @param type {@code /problems/} and the code
 * @param errors the offending fields, each with its JSON pointer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String commandId,
    List<Entry> errors) {

  /** One offending field. */
  public record Entry(String pointer, String code, String detail) {}

  /** Codes whose status is not 422, the answer to a broken rule or shape. */
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("BAD_REQUEST", 400),
          Map.entry("MALFORMED_JSON", 400),
          Map.entry("MALFORMED_ENVELOPE", 400),
          Map.entry("INVALID_UTF8", 400),
          Map.entry("TRUNCATED", 400),
          Map.entry("BODY_INCOMPLETE", 400),
          Map.entry("UNAUTHENTICATED", 401),
          Map.entry("FORBIDDEN", 403),
          Map.entry("NOT_FOUND", 404),
          Map.entry("METHOD_NOT_ALLOWED", 405),
          Map.entry("NOT_ACCEPTABLE", 406),
          Map.entry("BODY_TIME_LIMIT", 408),
          Map.entry("VERSION_CONFLICT", 409),
          Map.entry("COMMAND_ID_REUSED", 409),
          Map.entry("TOO_LARGE", 413),
          Map.entry("UNSUPPORTED_MEDIA_TYPE", 415),
          Map.entry("CONTENTION", 503),
          Map.entry("EVENT_UNREADABLE", 503),
          Map.entry("STORE_UNAVAILABLE", 503),
          Map.entry("INTERNAL_ERROR", 500));

  public static Problem of(Rejection rejection, @Nullable String commandId) {
    List<Entry> errors =
        rejection.fields().stream()
            .map(field -> new Entry(field.pointer(), field.code(), field.sentence()))
            .toList();
    return of(rejection.code(), rejection.sentence(), commandId, errors);
  }

  public static Problem of(String code, String detail, @Nullable String commandId) {
    return of(code, detail, commandId, List.of());
  }

  private static Problem of(
      String code, String detail, @Nullable String commandId, List<Entry> errors) {
    return new Problem(
        "/problems/" + code, title(code), status(code), detail, code, commandId, errors);
  }

  /** A failure that nobody foresaw: told by a reference under which the log has the rest. */
  public static Problem unforeseen(String reference, @Nullable String commandId) {
    return of(
        "INTERNAL_ERROR",
        "Something unforeseen went wrong; the operator finds it under the reference "
            + reference
            + ". A command may be sent again with the same id.",
        commandId);
  }

  public static int status(String code) {
    return STATUS.getOrDefault(code, 422);
  }

  private static String title(String code) {
    String words = code.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
