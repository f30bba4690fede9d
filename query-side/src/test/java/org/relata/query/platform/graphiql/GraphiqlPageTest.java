package org.relata.query.platform.graphiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the page's files hold and under which headers they go out. */
class GraphiqlPageTest {

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
  @ValueSource(
      strings = {
        "/graphiql",
        "/graphiql/page.js",
        "/graphiql/session.js",
        "/graphiql/page.css",
        "/graphiql/settings.json",
        "/graphiql/examples.json"
      })
  void noFileOfOursNamesAForeignHost(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(HOST.matcher(answer.body()).results().map(MatchResult::group)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<a href='//cdn.example.com/x.js'>", "fetch(\"https://example.com\")", "ws://a.b"})
  void theSearchForForeignHostsFindsThem(String text) {
    assertThat(HOST.matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphiql",
        "/graphiql/page.js",
        "/graphiql/react.js",
        "/graphiql/react-dom.js",
        "/graphiql/graphiql.js",
        "/graphiql/graphiql.css"
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
    assertThat(get("/graphiql").body())
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void aFileThatIsStillTheSameIsNotSentAgain() throws Exception {
    String eTag = get("/graphiql/graphiql.js").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = get("/graphiql/graphiql.js", "If-None-Match", eTag);
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void theExamplesComeInOrderWithTitleExplanationAndQuery() throws Exception {
    assertThat(get("/graphiql/examples.json").body())
        .containsSubsequence(
            "\"id\":\"10-a-customer\"",
            "\"title\":\"One customer\"",
            "\"explanation\":\"By its identifier, with its name.\"",
            "\"query\":\"{\\n  customer(",
            "\"id\":\"20-nobody\"");
  }

  @Test
  void everyShippedExampleHasATitleAndAnExplanation() {
    List<ExampleQuery> shipped = ExampleQuery.load("classpath*:graphql-examples/*.graphql");
    assertThat(shipped).isNotEmpty();
    assertThat(shipped).allSatisfy(example -> assertThat(example.explanation()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ customers }", "# Only a title", "#\n{ customers }", ""})
  void anExampleWithoutTitleOrQueryIsRefusedByItsName(String text) {
    assertThatThrownBy(() -> ExampleQuery.parse("30-broken", text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("30-broken");
  }

  @Test
  void onlyTheFilesOfThePageAreOpen() throws Exception {
    assertThat(get("/webjars/graphiql/2.4.7/graphiql.min.js").statusCode()).isEqualTo(401);
    assertThat(get("/graphql").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(StandInServer.address(server, path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
