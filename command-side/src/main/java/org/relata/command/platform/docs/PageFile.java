package org.relata.command.platform.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One file of a page, held in memory: there are few, and they never change while we run. Browsers
 * keep it but ask each time whether it is still the same, so an upgrade never mixes versions.
 */
record PageFile(byte[] content, MediaType type, String eTag) {

  private static final String TYPE_OPTIONS = "X-Content-Type-Options";

  /**
   * The only file on the class path that matches the pattern.
   *
   * @throws IllegalStateException when there is none or more than one
   */
  static PageFile load(String pattern, MediaType type) {
    try {
      Resource[] found =
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern);
      if (found.length != 1) {
        throw new IllegalStateException(
            "%d files instead of one match %s".formatted(found.length, pattern));
      }
      byte[] content = found[0].getContentAsByteArray();
      return new PageFile(content, type, '"' + DigestUtils.md5DigestAsHex(content) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServerResponse answer(String contentPolicy) {
    return ServerResponse.ok()
        .contentType(type)
        .eTag(eTag)
        .cacheControl(CacheControl.noCache())
        .header("Content-Security-Policy", contentPolicy)
        .header("Referrer-Policy", "no-referrer")
        .header(TYPE_OPTIONS, "nosniff")
        .body(content);
  }
}
