package org.relata.command.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatcher;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.http.EnvelopeReader.Read;
import org.relata.kernel.Rejection;
import org.relata.kernel.log.Json;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /commands}: one command as JSON, or a stream of them as NDJSON. */
@RestController
public final class CommandController implements AutoCloseable {

  /** The longest command, alone or as a line. */
  static final int MAX_COMMAND_BYTES = 1024 * 1024;

  /** In which a lone command must arrive; a stream may last. */
  private static final Duration BODY_TIME = Duration.ofSeconds(15);

  private static final String NDJSON = "application/x-ndjson";
  private static final long MAX_SWALLOWED_BYTES = 16L * 1024 * 1024;

  private final EnvelopeReader envelopes;
  private final Dispatcher dispatcher;
  private final Supplier<Actor> actors;
  private final StreamWork streamWork = new StreamWork();
  private final JsonMapper json = Json.mapper();

  public CommandController(
      EnvelopeReader envelopes, Dispatcher dispatcher, Supplier<Actor> actors) {
    this.envelopes = envelopes;
    this.dispatcher = dispatcher;
    this.actors = actors;
  }

  @PostMapping(path = "/commands", consumes = MediaType.APPLICATION_JSON_VALUE)
  void one(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte @Nullable [] body;
    try {
      body = body(request.getInputStream());
    } catch (SocketTimeoutException e) {
      // What is left of the body would be taken for the next request.
      response.setHeader(HttpHeaders.CONNECTION, "close");
      ProblemAnswer.send(response, HttpRefusals.refusal(HttpStatus.REQUEST_TIMEOUT.value()));
      return;
    }
    if (body == null) {
      String limit = "A command has at most " + MAX_COMMAND_BYTES + " bytes.";
      ProblemAnswer.send(response, Problem.of("TOO_LARGE", limit, null));
      return;
    }
    Read read = envelopes.read(body, actors.get());
    @Nullable Envelope envelope = read.envelope();
    if (envelope == null) {
      Rejection refused = Objects.requireNonNull(read.refused());
      ProblemAnswer.send(response, Problem.of(refused, read.id()));
      return;
    }
    Answer answer = dispatcher.dispatch(envelope);
    switch (answer) {
      case Answer.Refused no -> ProblemAnswer.send(response, Problem.of(no.rejection(), read.id()));
      case Answer.Unavailable away ->
          ProblemAnswer.send(response, Problem.of(away.code(), away.sentence(), read.id()));
      case Answer.Failed failed ->
          ProblemAnswer.send(response, Problem.unforeseen(failed.reference(), read.id()));
      case Answer.Stored _, Answer.Repeated _, Answer.Unchanged _ -> {
        Map<String, Object> content = new LinkedHashMap<>();
        AnswerBody.write(content, read.id(), answer);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(content));
      }
    }
  }

  @PostMapping(path = "/commands", consumes = NDJSON)
  void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType(NDJSON);
    new CommandStream(envelopes, dispatcher, streamWork)
        .handle(request.getInputStream(), response.getOutputStream(), actors.get());
  }

  /**
   * The whole body, or null when it is too large. The server's own time-out begins anew with each
   * byte, so without a limit for the whole a caller could hold on to a request for ever.
   */
  private static byte @Nullable [] body(InputStream in) throws IOException {
    long end = System.nanoTime() + BODY_TIME.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    long size = 0;
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      size += read;
      boolean late = end - System.nanoTime() < 0;
      if (size <= MAX_COMMAND_BYTES) {
        body.write(buffer, 0, read);
        if (late) {
          throw new SocketTimeoutException();
        }
      } else if (late || size > MAX_COMMAND_BYTES + MAX_SWALLOWED_BYTES) {
        // A client that is still sending would not hear the refusal; far too much is cut off.
        return null;
      }
    }
    return size <= MAX_COMMAND_BYTES ? body.toByteArray() : null;
  }

  @Override
  public void close() {
    streamWork.close();
  }

  /** The server says by this exception that there are too many headers behind the last chunk. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IllegalStateException e) {
      throw new MalformedBody(e);
    }
  }

  /** A body that cannot be read to its end, through the fault of who sent it. */
  static final class MalformedBody extends IOException {
    MalformedBody(Throwable cause) {
      super(cause);
    }
  }
}
