package org.relata.command.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the page's files hold and under which headers they go out. */
class DocsPageTest {

  /** Any host, also without a scheme; a name space is not a host that a browser asks. */
  private static final Pattern HOST =
      Pattern.compile("(?i)(?:https?:|wss?:|[\"'(=\\s])//(?!www\\.w3\\.org/)[\\w-]+(\\.[\\w-]+)+");

  private static ConfigurableApplicationContext server;

  @BeforeAll
  static void start() {
    server = StandInServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/page.js", "/docs/page.css"})
  void noFileOfOursNamesAForeignHost(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(HOST.matcher(answer.body()).results().map(MatchResult::group)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs",
        "/docs/page.js",
        "/docs/page.css",
        "/docs/swagger-ui.js",
        "/docs/swagger-ui.css"
      })
  void everyFileIsOpenAndComesUnderAPolicyWithoutInlineScripts(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe-", "http");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void thePageHoldsNoInlineScriptAndNoInlineStyle() throws Exception {
    assertThat(get("/docs").body())
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void theStartPageOfSwaggerUiWithItsForeignHostIsNotOpen() throws Exception {
    assertThat(get("/webjars/swagger-ui/5.32.0/swagger-initializer.js").statusCode())
        .isIn(401, 403);
    assertThat(get("/docs/swagger-initializer.js").statusCode()).isIn(403, 404);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(StandInServer.address(server, path)).build(),
          BodyHandlers.ofString());
    }
  }
}
