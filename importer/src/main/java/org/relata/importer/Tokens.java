package org.relata.importer;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the bearer token comes from. */
sealed interface Tokens {

  /** A token that holds as far as is known. */
  String token() throws IOException, InterruptedException;

  /**
   * The server has refused the token.
   *
   * @throws Problem.Unusable if there is no other to be had
   */
  void refused();

  /** A token that was given. */
  record Fixed(String token) implements Tokens {
    @Override
    public void refused() {
      throw new Problem.Unusable(
          "The server refuses the token (401); it may have expired. Use --client-id and"
              + " --client-secret, or get another one and go on with --resume.");
    }
  }

  /** Tokens by the client credentials grant, fetched anew before they expire or when refused. */
  final class ClientCredentials implements Tokens {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration EARLY = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI url;
    private final String clientId;
    private final String clientSecret;
    private String current = "";
    private long goodUntil;
    private boolean fresh;

    ClientCredentials(HttpClient http, URI url, String clientId, String clientSecret) {
      this.http = http;
      this.url = url;
      this.clientId = clientId;
      this.clientSecret = clientSecret;
    }

    @Override
    public String token() throws IOException, InterruptedException {
      if (current.isEmpty() || System.nanoTime() - goodUntil > 0) {
        fetch();
        fresh = true;
      } else {
        fresh = false;
      }
      return current;
    }

    @Override
    public void refused() {
      if (fresh) {
        throw new Problem.Unusable(
            "The server refuses a new token of %s (401): does %s belong to this server?"
                .formatted(clientId, url));
      }
      current = "";
    }

    private void fetch() throws IOException, InterruptedException {
      String basic =
          Base64.getEncoder()
              .encodeToString(
                  (encode(clientId) + ":" + encode(clientSecret)).getBytes(StandardCharsets.UTF_8));
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url)
                  .timeout(Duration.ofSeconds(30))
                  .header("Authorization", "Basic " + basic)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 500) {
        throw new IOException(url + " answers with status " + answer.statusCode());
      }
      if (answer.statusCode() != 200) {
        throw new Problem.Unusable(
            "%s gives no token for %s (status %d): are --client-id, --client-secret and --token-url"
                    .formatted(url, clientId, answer.statusCode())
                + " right?");
      }
      try {
        JsonNode body = JSON.readTree(answer.body());
        current = body.path("access_token").asString("");
        Duration holds = Duration.ofSeconds(body.path("expires_in").asLong(300)).minus(EARLY);
        goodUntil = System.nanoTime() + Math.max(holds.toNanos(), 0);
      } catch (JacksonException e) {
        throw new Problem.Unusable(url + " does not answer as a token endpoint does.", e);
      }
      if (current.isEmpty()) {
        throw new Problem.Unusable(url + " does not answer as a token endpoint does.");
      }
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
