package org.relata.command.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.kernel.Rejection;
import org.relata.kernel.Rejection.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a command of JSON, or says with code and pointer why it is none. */
final class PayloadReader {

  private final JsonMapper json;

  PayloadReader(JsonMapper json) {
    this.json = json;
  }

  /**
   * @throws Rejection with every wrong field, when the payload has not the command's shape
   */
  <C extends Command> C read(JsonNode payload, Class<C> type) {
    List<Field> problems = new ArrayList<>();
    RecordShape.of(type).check(payload, "/payload", problems);
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    try {
      return json.treeToValue(payload, type);
    } catch (JacksonException e) {
      throw refused(e);
    }
  }

  private static Rejection refused(List<Field> problems) {
    Field first = problems.getFirst();
    String sentence =
        problems.size() == 1
            ? "The field " + first.pointer() + " is refused: " + first.sentence()
            : problems.size() + " fields are refused, the first is " + first.pointer() + ".";
    return new Rejection(first.code(), sentence, problems);
  }

  private static Rejection refused(JacksonException e) {
    String pointer =
        "/payload" + e.getPath().stream().map(PayloadReader::step).collect(Collectors.joining());
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Rejection rejection) {
        List<Field> fields =
            rejection.fields().isEmpty()
                ? List.of(new Field(pointer, rejection.code(), rejection.sentence()))
                : rejection.fields().stream()
                    .map(
                        field ->
                            new Field(pointer + field.pointer(), field.code(), field.sentence()))
                    .toList();
        return refused(fields);
      }
    }
    return refused(
        List.of(new Field(pointer, "INVALID_VALUE", "This value is not possible here.")));
  }

  private static String step(JacksonException.Reference reference) {
    @Nullable String name = reference.getPropertyName();
    return "/" + (name == null ? reference.getIndex() : RecordShape.escaped(name));
  }
}
