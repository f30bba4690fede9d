package org.relata.command.platform.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Answer.StreamVersion;
import org.relata.command.platform.log.Appended;

/** How an answer is written as JSON, alone or as a line of a stream. */
final class AnswerBody {

  private AnswerBody() {}

  static void write(Map<String, Object> body, @Nullable String id, Answer answer) {
    if (id != null) {
      body.put("id", id);
    }
    switch (answer) {
      case Answer.Stored stored -> accepted(body, "STORED", stored.appended(), stored.streams());
      case Answer.Repeated repeated ->
          accepted(body, "REPEATED", repeated.appended(), repeated.streams());
      case Answer.Unchanged unchanged -> {
        body.put("outcome", "UNCHANGED");
        body.put("position", unchanged.position());
        body.put("incarnation", unchanged.incarnation());
        body.put("streams", List.of());
      }
      case Answer.Refused refused -> refused(body, Problem.of(refused.rejection(), id));
      case Answer.Unavailable unavailable -> {
        refused(body, Problem.of(unavailable.code(), unavailable.sentence(), id));
        body.put("outcome", "UNAVAILABLE");
      }
      case Answer.Failed failed -> {
        refused(body, Problem.unforeseen(failed.reference(), id));
        body.put("outcome", "FAILED");
      }
    }
  }

  private static void accepted(
      Map<String, Object> body, String outcome, Appended appended, List<StreamVersion> streams) {
    body.put("outcome", outcome);
    body.put("position", appended.last());
    body.put("incarnation", appended.incarnation().toString());
    body.put("streams", streams);
  }

  private static void refused(Map<String, Object> body, Problem problem) {
    body.put("outcome", "REFUSED");
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.detail());
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors());
    }
  }
}
