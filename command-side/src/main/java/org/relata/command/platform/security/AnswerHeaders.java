package org.relata.command.platform.security;

import java.util.List;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Headers of every answer, refusals and failures included. They are written when the answer begins
 * to leave, and only where it does not have them: a page of ours brings a content policy that lets
 * its own scripts run.
 */
final class AnswerHeaders {

  private AnswerHeaders() {}

  static HeaderWriterFilter filter() {
    var fixed =
        List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-Frame-Options", "DENY"),
            new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new Header("Referrer-Policy", "no-referrer"),
            new Header("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            new Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Header("Cross-Origin-Resource-Policy", "same-origin"));
    return new HeaderWriterFilter(
        List.of(
            new StaticHeadersWriter(fixed),
            new CacheControlHeadersWriter(),
            new HstsHeaderWriter()));
  }
}
