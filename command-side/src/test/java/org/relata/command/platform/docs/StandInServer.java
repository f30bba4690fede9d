package org.relata.command.platform.docs;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HttpBasicConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page before a small OpenAPI document, with everything else shut. Not a component: the real
 * program's scan must not find it.
 */
@EnableAutoConfiguration(
    excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@Import({DocsPage.class, StandInServer.Contract.class})
class StandInServer {

  static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(StandInServer.class)
        .properties(
            Map.of(
                "spring.config.name", "docs-stand-in",
                "server.port", "0",
                "server.address", "127.0.0.1"))
        .run();
  }

  static URI address(ConfigurableApplicationContext server, String path) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.csrf(CsrfConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/docs", "/docs/**", "/openapi.json", "/commands")
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .httpBasic(HttpBasicConfigurer::disable)
        .build();
  }

  @RestController
  static class Contract {
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource openApi() {
      return new ClassPathResource("docs-stand-in/openapi.json");
    }

    @GetMapping("/commands")
    Map<String, String> catalogue(@RequestHeader("Authorization") String authorization) {
      return Map.of("askedWith", authorization);
    }
  }
}
