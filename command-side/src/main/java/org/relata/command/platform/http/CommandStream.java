package org.relata.command.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatcher;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.http.EnvelopeReader.Read;
import org.relata.command.platform.http.LineReader.Line;
import org.relata.kernel.Rejection;
import org.relata.kernel.log.Json;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream of commands, one line each, answered line by line in order while the input is still
 * coming. Lines that are at hand are decided together and appended at once; a lone line does not
 * wait. Memory holds one such handful, whatever the length of the stream; what the client does not
 * read holds the stream back.
 */
final class CommandStream {

  /** Most lines decided together. */
  static final int MAX_BATCH = 256;

  /** Most bytes of lines decided together. */
  private static final int MAX_BATCH_BYTES = 1024 * 1024;

  private final EnvelopeReader envelopes;
  private final Dispatcher dispatcher;
  private final StreamWork work;
  private final JsonMapper json = Json.mapper();

  CommandStream(EnvelopeReader envelopes, Dispatcher dispatcher, StreamWork work) {
    this.envelopes = envelopes;
    this.dispatcher = dispatcher;
    this.work = work;
  }

  private record Numbered(long line, Read read) {}

  void handle(InputStream in, OutputStream out, Actor actor) throws IOException {
    LineReader lines = new LineReader(in, CommandController.MAX_COMMAND_BYTES);
    boolean more = true;
    while (more) {
      List<Line> batch = new ArrayList<>();
      more = fill(batch, lines);
      answer(work.await(() -> read(batch, actor)), out);
    }
  }

  /** Reads one line, waiting for it, and those that are at hand behind it; false at the end. */
  private static boolean fill(List<Line> batch, LineReader lines) throws IOException {
    int bytes = 0;
    do {
      @Nullable Line line = lines.next();
      if (line == null) {
        return false;
      }
      if (!line.isBlank()) {
        batch.add(line);
        bytes += line.bytes() == null ? 0 : line.bytes().length;
      }
    } while (batch.size() < MAX_BATCH && bytes < MAX_BATCH_BYTES && lines.hasLineAtHand());
    return true;
  }

  private List<Numbered> read(List<Line> batch, Actor actor) {
    return batch.stream().map(line -> new Numbered(line.number(), read(line, actor))).toList();
  }

  private Read read(Line line, Actor actor) {
    byte @Nullable [] bytes = line.bytes();
    if (bytes == null) {
      return refused(
          "TOO_LARGE", "A command has at most " + CommandController.MAX_COMMAND_BYTES + " bytes.");
    }
    Read read = envelopes.read(bytes, actor);
    @Nullable Rejection refused = read.refused();
    boolean cut = !line.complete() && refused != null && refused.code().equals("MALFORMED_JSON");
    return cut ? refused("TRUNCATED", "The stream ended in the middle of this line.") : read;
  }

  private static Read refused(String code, String sentence) {
    return new Read(null, null, new Rejection(code, sentence));
  }

  private void answer(List<Numbered> batch, OutputStream out) throws IOException {
    List<Envelope> good = new ArrayList<>();
    for (Numbered numbered : batch) {
      @Nullable Envelope envelope = numbered.read().envelope();
      if (envelope != null) {
        good.add(envelope);
      }
    }
    List<Answer> answers = good.isEmpty() ? List.of() : dispatcher.dispatch(good);
    int next = 0;
    for (Numbered numbered : batch) {
      @Nullable Rejection refused = numbered.read().refused();
      Answer answer = refused == null ? answers.get(next++) : new Answer.Refused(refused);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("line", numbered.line());
      AnswerBody.write(line, numbered.read().id(), answer);
      out.write(json.writeValueAsBytes(line));
      out.write('\n');
    }
    out.flush();
  }
}
