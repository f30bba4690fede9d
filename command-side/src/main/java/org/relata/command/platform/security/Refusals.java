package org.relata.command.platform.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import tools.jackson.databind.json.JsonMapper;

/** How we say no at the door: a problem document (RFC 9457) with a code, and nothing internal. */
final class Refusals {

  private static final String RETRY_SECONDS = "5";

  private final JsonMapper json;

  Refusals(JsonMapper json) {
    this.json = json;
  }

  private record Problem(String type, String title, int status, String detail, String code) {}

  /** No token, or none that holds. */
  void unauthenticated(HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    boolean came = reason instanceof OAuth2AuthenticationException;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, came ? "Bearer error=\"invalid_token\"" : "Bearer");
    write(response, HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", sentence(reason));
  }

  /** The token holds, but whether it does could not be found out when the issuer is away. */
  void failed(HttpServletResponse response, AuthenticationException reason) throws IOException {
    if (reason instanceof AuthenticationServiceException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      write(
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "ISSUER_AWAY",
          "The token cannot be checked now, because its issuer does not answer.");
    } else {
      unauthenticated(response, reason);
    }
  }

  /** A good token, but not for this. */
  void forbidden(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    write(response, HttpStatus.FORBIDDEN, "FORBIDDEN", "The token does not allow this.");
  }

  /** A request line or header that no honest client sends. */
  void malformed(HttpServletResponse response) throws IOException {
    write(
        response,
        HttpStatus.BAD_REQUEST,
        "MALFORMED_REQUEST",
        "The address or a header of the request is malformed.");
  }

  /** Only sentences of the token rules go out; what the parser says stays here. */
  private static String sentence(AuthenticationException reason) {
    if (reason.getCause() instanceof JwtValidationException broken) {
      return broken.getErrors().stream()
          .map(error -> error.getDescription())
          .filter(description -> description != null)
          .findFirst()
          .orElse("The token is not valid.");
    }
    return reason instanceof OAuth2AuthenticationException
        ? "The token cannot be read, or its signature does not hold."
        : "A bearer token is needed.";
  }

  private void write(HttpServletResponse response, HttpStatus status, String code, String detail)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] body =
        json.writeValueAsBytes(
            new Problem(
                "/problems/" + code, status.getReasonPhrase(), status.value(), detail, code));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
