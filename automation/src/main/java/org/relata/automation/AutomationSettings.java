package org.relata.automation;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the two sides are, and as whom to speak to them.
 *
 * @param enabled whether automations run in this process
 * @param queryUrl of GraphQL
 * @param commandUrl of {@code POST /commands}
 * @param tokenUrl of the authorization server; no token is sent when it is left out
 * @param poll how long to wait when there is nothing to do
 * @param page how many customers are evaluated at a time, at most 250: an answer has its limits
 */
@ConfigurationProperties("relata.automation")
public record AutomationSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("http://localhost:8080/graphql") URI queryUrl,
    @DefaultValue("http://localhost:8080/commands") URI commandUrl,
    @Nullable URI tokenUrl,
    @DefaultValue("integrator") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("100") int page) {

  static final int MAX_PAGE = 250;

  public AutomationSettings {
    if (page < 1 || page > MAX_PAGE) {
      throw new IllegalArgumentException("relata.automation.page lies from 1 to " + MAX_PAGE);
    }
  }
}
