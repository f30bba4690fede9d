package org.relata.command.platform.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed before a controller was found, or was sent as a bare status. */
@Controller
public final class ContainerRefusals implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerRefusals.class);

  @RequestMapping("${server.error.path:${error.path:/error}}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof IOException unread) {
      ProblemAnswer.send(response, unread(unread));
    } else if (failure instanceof InvalidParameterException) {
      // A form with broken escapes, or with too many fields.
      ProblemAnswer.send(response, HttpRefusals.refusal(HttpStatus.BAD_REQUEST.value()));
    } else if (failure instanceof Throwable unforeseen) {
      String reference = UUID.randomUUID().toString();
      LOG.error("A request failed in an unforeseen way, reference {}", reference, unforeseen);
      ProblemAnswer.send(response, Problem.unforeseen(reference, null));
    } else {
      // Asked for directly, there is no status: then there is nothing here.
      ProblemAnswer.send(
          response, HttpRefusals.refusal(status instanceof Integer code ? code : 404));
    }
  }

  /**
   * The server could not read what was sent: badly divided, ended before its time, or too slow. It
   * tells so as a failure, whoever has caught it meanwhile, but it is the client's.
   */
  private static Problem unread(IOException failure) {
    return failure instanceof SocketTimeoutException
        ? HttpRefusals.refusal(HttpStatus.REQUEST_TIMEOUT.value())
        : HttpRefusals.incomplete();
  }
}
