package org.relata.automation;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** The automations: imported by a process that holds more, or started alone by its main method. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AutomationSettings.class)
@ConditionalOnProperty(name = "relata.automation.enabled", matchIfMissing = true)
public class Automation {

  /** The automations as a program of their own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Automation.class)
  static class Alone {}

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(Alone.class);
    application.setKeepAlive(true);
    application.run(arguments);
  }

  @Bean
  AutomationLoop automationLoop(AutomationSettings settings) {
    RestClient http = RestClient.create();
    Tokens tokens = new Tokens(settings, http, Clock.systemUTC());
    return new AutomationLoop(new Relata(settings, http, tokens), settings);
  }
}
