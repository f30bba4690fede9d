package org.relata.automation;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets a token by client credentials and keeps it until shortly before it expires. */
final class Tokens {

  private static final long EARLY_SECONDS = 30;
  private static final JsonMapper JSON = Json.mapper();

  private final AutomationSettings settings;
  private final RestClient http;
  private final Clock clock;
  private @Nullable String token;
  private Instant expires = Instant.MIN;

  Tokens(AutomationSettings settings, RestClient http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /** The token to send; null when no authorization server is set. */
  synchronized @Nullable String current() {
    @Nullable URI url = settings.tokenUrl();
    if (url == null) {
      return null;
    }
    if (token == null || clock.instant().isAfter(expires)) {
      MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
      form.add("grant_type", "client_credentials");
      @Nullable String answer =
          http.post()
              .uri(url)
              .headers(
                  headers -> headers.setBasicAuth(settings.clientId(), settings.clientSecret()))
              .contentType(MediaType.APPLICATION_FORM_URLENCODED)
              .body(form)
              .retrieve()
              .body(String.class);
      JsonNode told = JSON.readTree(answer == null ? "{}" : answer);
      token = told.path("access_token").stringValue();
      long seconds = told.path("expires_in").asLong(60);
      expires = clock.instant().plusSeconds(Math.max(0, seconds - EARLY_SECONDS));
    }
    return token;
  }
}
