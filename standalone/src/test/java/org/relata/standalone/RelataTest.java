package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.postgres.DataDirectoryRefusal;
import org.relata.postgres.EmbeddedPostgres;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

class RelataTest {

  private static final String REGISTER =
      """
      {"type":"RegisterCustomer","id":"first","payload":
        {"customerId":"C-1","kind":"PERSONAL","name":"Li Wei","identityDocuments":[]}}
      """;

  @TempDir Path data;

  @Test
  void whatWasStoredIsThereAfterARestartAndATokenOfBeforeStillOpens() throws Exception {
    String token;
    try (var first = start()) {
      token = token(first);
      assertThat(send(first, "/commands", "Bearer " + token, REGISTER).body())
          .contains("\"outcome\":\"STORED\"", "\"position\":1,");
    }
    try (var second = start()) {
      assertThat(send(second, "/commands", "Bearer " + token, REGISTER).body())
          .contains("\"outcome\":\"REPEATED\"", "\"position\":1,");
    }
  }

  @Test
  void pagesAndHealthAreOpenAndEverythingElseAsksForAToken() throws Exception {
    try (var relata = start()) {
      for (String path : List.of("/docs", "/docs/page.js", "/graphiql", "/graphiql/page.js")) {
        assertThat(get(relata, path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(isHealthySoon(relata)).isTrue();
      for (String path : List.of("/commands", "/graphql", "/actuator/env", "/webjars/x", "/")) {
        assertThat(get(relata, path).statusCode()).as(path).isEqualTo(401);
      }
      assertThat(get(relata, "/graphiql").headers().allValues("Content-Security-Policy"))
          .hasSize(1);
    }
  }

  @Test
  void metricsOfBothSidesAreToldToWhoeverHasTheRole() throws Exception {
    try (var relata = start()) {
      String token = token(relata);
      assertThat(send(relata, "/commands", "Bearer " + token, REGISTER).statusCode())
          .isEqualTo(200);
      for (String question : List.of("{ __typename }", "{ nothing }")) {
        send(relata, "/graphql", "Bearer " + token, "{\"query\": \"" + question + "\"}");
      }
      var asked = HttpRequest.newBuilder(address(relata, "/actuator/prometheus"));
      assertThat(get(relata, "/actuator/prometheus").statusCode()).isEqualTo(401);
      assertThat(answer(asked.header("Authorization", "Bearer " + token)).body())
          .contains("relata_log_append_seconds_count 1", "relata_log_group_events_sum 1.0")
          .contains("relata_fold_lag_events{group=\"MAIN\"}")
          .contains("relata_fold_lag_seconds{group=\"MAIN\"}")
          .contains("relata_fold_batch_count{group=\"MAIN\"}")
          .contains("relata_fold_time_seconds_count{group=\"MAIN\"}")
          .contains("relata_fold_stopped 0.0")
          .contains("relata_graphql_seconds_count{outcome=\"ok\"} 1")
          .containsPattern("relata_graphql_seconds_count\\{outcome=\"[A-Z_]+\"} 1");
    }
  }

  @Test
  void aSecondProgramOnTheSameDirectoryIsTurnedAway() {
    try (var first = start()) {
      assertThat(first.isRunning()).isTrue();
      assertThatThrownBy(this::start).isInstanceOf(DataDirectoryRefusal.DataDirectoryInUse.class);
    }
  }

  @Test
  void aDatabaseAndAnIssuerThatAreConfiguredTakeThePlaceOfOurs() {
    try (var server = EmbeddedPostgres.start(data.resolve("elsewhere"))) {
      var database = server.createDatabase("bank");
      try (var relata =
          Relata.application()
              .run(
                  "--server.port=0",
                  "--relata.data=" + data.resolve("unused"),
                  "--relata.demo.bank=false",
                  "--relata.automation.enabled=false",
                  "--spring.datasource.url=" + database.jdbcUrl(),
                  "--spring.datasource.username=" + database.username(),
                  "--spring.datasource.password=" + database.password(),
                  "--spring.security.oauth2.resourceserver.jwt.issuer-uri=https://sso.bank")) {
        assertThat(relata.containsBean("embeddedPostgres")).isFalse();
        assertThat(relata.getBeansOfType(RegisteredClientRepository.class)).isEmpty();
        assertThat(data.resolve("unused")).doesNotExist();
      }
    }
  }

  @Test
  void thereIsNoPoolBesideThoseOfTheSides() {
    try (var relata = start()) {
      assertThat(relata.getBeansOfType(DataSource.class)).isEmpty();
    }
  }

  /** The folds are made beside the first requests. */
  private static boolean isHealthySoon(ConfigurableApplicationContext relata) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      if (get(relata, "/actuator/health").statusCode() == 200) {
        return true;
      }
    }
    return false;
  }

  private ConfigurableApplicationContext start() {
    return Relata.application()
        .run(
            "--server.port=0",
            "--relata.data=" + data,
            "--relata.demo.bank=false",
            "--relata.automation.enabled=false");
  }

  private static String token(ConfigurableApplicationContext relata) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString("integrator:integrator-secret".getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(address(relata, "/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"));
    Matcher token =
        Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer(request).body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private static HttpResponse<String> send(
      ConfigurableApplicationContext relata, String path, String authorization, String body)
      throws Exception {
    return answer(
        HttpRequest.newBuilder(address(relata, path))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext relata, String path)
      throws Exception {
    return answer(HttpRequest.newBuilder(address(relata, path)));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static URI address(ConfigurableApplicationContext relata, String path) {
    String port = relata.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
