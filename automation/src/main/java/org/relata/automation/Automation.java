package org.relata.automation;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** The automations: for a program of their own and for the standalone one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AutomationSettings.class)
@ConditionalOnProperty(name = "relata.automation.enabled", matchIfMissing = true)
public class Automation {

  @Bean
  AutomationLoop automationLoop(AutomationSettings settings) {
    RestClient http = RestClient.create();
    Tokens tokens = new Tokens(settings, http, Clock.systemUTC());
    return new AutomationLoop(new Relata(settings, http, tokens), settings);
  }
}
