package org.relata.command.platform.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.relata.kernel.log.Json;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Sends problem details, in whatever form the client wanted its answer. */
final class ProblemAnswer {

  private static final int STORE_AWAY = 503;
  private static final JsonMapper JSON = Json.mapper();

  private ProblemAnswer() {}

  static void send(HttpServletResponse response, Problem problem) throws IOException {
    if (problem.status() == STORE_AWAY) {
      response.setHeader("Retry-After", "1");
    }
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(problem));
  }
}
