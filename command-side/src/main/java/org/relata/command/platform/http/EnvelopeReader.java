package org.relata.command.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.catalogue.CommandTypes;
import org.relata.command.platform.catalogue.Names;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.kernel.Rejection;
import org.relata.kernel.Rejection.Field;
import org.relata.kernel.log.Json;
import org.relata.kernel.value.Note;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes an envelope of the bytes that came in, or refuses with code, sentence and fields. */
public final class EnvelopeReader {

  /** The id as far as it could be read, so that a refusal can name it. */
  public record Read(
      @Nullable String id, @Nullable Envelope envelope, @Nullable Rejection refused) {}

  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "type",
              "id",
              "payload",
              "expectedVersion",
              "effectiveAt",
              "reason",
              "correlationId",
              "causationId",
              "onBehalfOf"));
  private static final int MAX_PROBLEMS = 50;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
  private static final Instant EARLIEST = Instant.parse("1850-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonMapper json = Json.mapper();
  private final PayloadReader payloads = new PayloadReader(json);
  private final CommandTypes types;
  private final Clock clock;

  public EnvelopeReader(CommandTypes types, Clock clock) {
    this.types = types;
    this.clock = clock;
  }

  public Read read(byte[] bytes, Actor actor) {
    @Nullable String id = null;
    try {
      JsonNode node = parse(bytes);
      id = node.path("id").isString() ? node.path("id").stringValue() : null;
      id = id != null && ID.matcher(id).matches() ? id : null;
      return new Read(id, envelope(node, actor), null);
    } catch (Rejection rejection) {
      return new Read(id, null, rejection);
    }
  }

  private JsonNode parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Rejection("INVALID_UTF8", "The text is not valid UTF-8.");
    }
    try {
      JsonNode node = json.readTree(text);
      if (node == null || !node.isObject()) {
        throw new Rejection("MALFORMED_JSON", "A command is a JSON object.");
      }
      return node;
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place = at == null ? "" : " at column " + at.getColumnNr();
      throw new Rejection("MALFORMED_JSON", "This is not well-formed JSON" + place + ".");
    }
  }

  private Envelope envelope(JsonNode node, Actor actor) {
    List<Field> problems = new ArrayList<>();
    for (String name : node.propertyNames()) {
      if (!FIELDS.contains(name)) {
        String hint =
            Names.nearest(name, FIELDS)
                .map(known -> "There is no such field; did you mean " + known + "?")
                .orElse("An envelope has " + String.join(", ", FIELDS) + ".");
        problems.add(new Field("/" + RecordShape.escaped(name), "UNKNOWN_FIELD", hint));
        if (problems.size() == MAX_PROBLEMS) {
          break;
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new Rejection("MALFORMED_ENVELOPE", problems.getFirst().sentence(), problems);
    }
    @Nullable String id = text(node, "id", true, problems);
    @Nullable String typeName = text(node, "type", true, problems);
    @Nullable String onBehalfOf = id(node, "onBehalfOf", problems);
    @Nullable String correlationId = id(node, "correlationId", problems);
    @Nullable String causationId = id(node, "causationId", problems);
    @Nullable String reason = text(node, "reason", false, problems);
    @Nullable Instant effectiveAt = effectiveAt(node, problems);
    @Nullable Long expectedVersion = expectedVersion(node, problems);
    if (id != null && !ID.matcher(id).matches()) {
      problems.add(
          new Field(
              "/id",
              "INVALID_COMMAND_ID",
              "An id has 1 to 100 letters, digits, dots, dashes, underscores or colons."));
    }
    if (!node.path("payload").isObject()) {
      problems.add(new Field("/payload", "MISSING_FIELD", "A command has a payload, an object."));
    }
    if (!problems.isEmpty() || id == null || typeName == null) {
      Field first = problems.getFirst();
      throw new Rejection(first.code(), first.sentence(), problems);
    }
    Class<? extends Command> type = types.type(typeName);
    Command command = payloads.read(node.path("payload"), type);
    String why = reason == null ? null : reason(reason);
    String hash = hash(typeName, command, actor, expectedVersion, effectiveAt, why, onBehalfOf);
    return new Envelope(
        id,
        command,
        hash,
        actor,
        clock.instant(),
        expectedVersion,
        effectiveAt,
        why,
        onBehalfOf,
        correlationId,
        causationId);
  }

  private static String reason(String reason) {
    try {
      return new Note(reason).value();
    } catch (Rejection rejection) {
      throw Rejection.of("reason", rejection.code(), rejection.sentence());
    }
  }

  private static @Nullable String text(
      JsonNode node, String name, boolean required, List<Field> problems) {
    JsonNode value = node.path(name);
    if (value.isString()) {
      return value.stringValue();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      problems.add(new Field("/" + name, "WRONG_TYPE", "A string is expected here."));
    } else if (required) {
      problems.add(new Field("/" + name, "MISSING_FIELD", "This field is required."));
    }
    return null;
  }

  private static @Nullable String id(JsonNode node, String name, List<Field> problems) {
    @Nullable String value = text(node, name, false, problems);
    if (value != null && !value.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")) {
      problems.add(
          new Field(
              "/" + name,
              "INVALID_IDENTIFIER",
              "Here are 1 to 100 letters, digits, dots, dashes, underscores, colons or slashes."));
      return null;
    }
    return value;
  }

  private static @Nullable Long expectedVersion(JsonNode node, List<Field> problems) {
    JsonNode value = node.path("expectedVersion");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < -1) {
      problems.add(
          new Field("/expectedVersion", "WRONG_TYPE", "A version is a whole number from -1 on."));
      return null;
    }
    return value.longValue();
  }

  private static @Nullable Instant effectiveAt(JsonNode node, List<Field> problems) {
    @Nullable String text = text(node, "effectiveAt", false, problems);
    if (text == null) {
      return null;
    }
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // Told below, like a date out of range.
    }
    problems.add(
        new Field(
            "/effectiveAt",
            "INVALID_DATE",
            "A date is written 2026-01-31, an instant 2026-01-31T10:00:00Z, from 1850 to 9999."));
    return null;
  }

  private String hash(String type, Command command, Actor actor, @Nullable Object... rest) {
    StringBuilder content = new StringBuilder(200);
    content.append(type).append('\n').append(actor.name()).append('\n');
    content.append(json.writeValueAsString(command));
    for (@Nullable Object part : rest) {
      content.append('\n').append(part == null ? "" : part.toString());
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(content.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
