package org.relata.command.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Puts what the framework refuses (unknown path, method, media type), and what nobody foresaw, into
 * the same form as our own refusals. An unforeseen failure is told by a reference only. It comes
 * before any other advice: the framework's own, which a setting turns on, answers without a code.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class HttpRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(HttpRefusals.class);

  /** Security answers for itself, in its filters. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void leaveToSecurity(RuntimeException refusal) {
    throw refusal;
  }

  @ExceptionHandler
  void refuse(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (response.isCommitted()) {
      // The client must see a broken answer, not one that seems to end well.
      throw failure;
    }
    if (failure instanceof ErrorResponse known) {
      known
          .getHeaders()
          .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
      ProblemAnswer.send(response, refusal(known.getStatusCode().value()));
    } else if (failure instanceof HttpMessageNotReadableException
        || failure instanceof InvalidParameterException) {
      ProblemAnswer.send(response, refusal(HttpStatus.BAD_REQUEST.value()));
    } else if (failure instanceof IllegalArgumentException && isNoType(request.getContentType())) {
      // The framework trips over a type with a wildcard before it compares it with ours.
      ProblemAnswer.send(response, refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value()));
    } else if (failure instanceof CommandController.MalformedBody) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      ProblemAnswer.send(response, incomplete());
    } else if (failure instanceof IOException) {
      // The client went away; nobody is there to be told.
      throw failure;
    } else {
      String reference = UUID.randomUUID().toString();
      LOG.error("A request failed in an unforeseen way, reference {}", reference, failure);
      response.reset();
      ProblemAnswer.send(response, Problem.unforeseen(reference, null));
    }
  }

  private static boolean isNoType(@Nullable String contentType) {
    try {
      return contentType != null && !MediaType.parseMediaType(contentType).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return true;
    }
  }

  static Problem incomplete() {
    return Problem.of("BODY_INCOMPLETE", "The body ended before its time, or is malformed.", null);
  }

  /** What a bare status says, in our words. */
  static Problem refusal(int status) {
    return switch (status) {
      case 401 -> Problem.of("UNAUTHENTICATED", "A valid access token is required.", null);
      case 403 -> Problem.of("FORBIDDEN", "This is not allowed to you.", null);
      case 404 -> Problem.of("NOT_FOUND", "There is nothing at this address.", null);
      case 405 ->
          Problem.of("METHOD_NOT_ALLOWED", "The method is not possible at this address.", null);
      case 406 ->
          Problem.of("NOT_ACCEPTABLE", "None of the accepted media types is given here.", null);
      case 408 -> Problem.of("BODY_TIME_LIMIT", "The body arrives too slowly.", null);
      case 413 -> Problem.of("TOO_LARGE", "The request is too large.", null);
      case 415 ->
          Problem.of(
              "UNSUPPORTED_MEDIA_TYPE",
              "Commands come as application/json or application/x-ndjson.",
              null);
      case 503 -> Problem.of("STORE_UNAVAILABLE", "Try again in a moment.", null);
      default ->
          status < 500
              ? Problem.of("BAD_REQUEST", "The request cannot be understood.", null)
              : Problem.unforeseen(UUID.randomUUID().toString(), null);
    };
  }
}
