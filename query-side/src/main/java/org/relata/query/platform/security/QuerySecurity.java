package org.relata.query.platform.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CorsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.cors.CorsConfiguration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The doors of the query side: its own paths by scope, a few open ones, everything else shut, the
 * actuator's endpoints included. Where both sides run in one process each guards its own paths, and
 * whichever comes first shuts the rest.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
public class QuerySecurity {

  private static final String[] GUARDED = {"/graphql", "/graphql/**"};
  private static final String[] OPEN = {"/graphiql", "/graphiql/**"};

  private final SecuritySettings settings;
  private final Refusals refusals;
  private final JwtDecoder tokens;

  /** Keys of an issuer in this process are at hand as a bean; those of any other are fetched. */
  QuerySecurity(
      SecuritySettings settings,
      ObjectProvider<JWKSource<SecurityContext>> ownKeys,
      ObjectProvider<InstantSource> clock,
      JsonMapper json) {
    this.settings = settings;
    this.refusals = new Refusals(json);
    this.tokens =
        AccessTokens.decoder(
            settings,
            ownKeys.getIfAvailable(() -> new IssuerKeys(settings)),
            clock.getIfAvailable(InstantSource::system));
  }

  @Bean
  @Order(11)
  SecurityFilterChain queryDoors(HttpSecurity http) throws Exception {
    http.securityMatchers(paths -> paths.requestMatchers(GUARDED).requestMatchers(OPEN))
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll() // decided when the request came in
                    .requestMatchers(HttpMethod.GET, OPEN)
                    .permitAll()
                    .requestMatchers(GUARDED)
                    .hasAuthority("SCOPE_queries")
                    .anyRequest()
                    .denyAll());
    return guarded(http);
  }

  /** Matches by a lambda, because two chains for "any request" are refused in one process. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain querySideShut(HttpSecurity http) throws Exception {
    http.securityMatcher(request -> true)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(EndpointRequest.to("health"))
                    .permitAll()
                    .requestMatchers(EndpointRequest.to("prometheus"))
                    .hasRole(settings.monitoringRole())
                    .anyRequest()
                    .denyAll());
    return guarded(http);
  }

  /** Watching each filter of these chains costs more than what they do; requests are watched. */
  @Bean
  @ConditionalOnMissingBean
  SecurityObservationSettings querySideUnwatched() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  WebSecurityCustomizer querySideFirewall() {
    return web ->
        web.requestRejectedHandler((request, response, rejection) -> refusals.malformed(response));
  }

  /** Outside Spring Security's own filter, because that has answers without its headers. */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> querySideHeaders() {
    var registration = new FilterRegistrationBean<>(AnswerHeaders.filter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Bearer tokens only: no session, no cookie, hence nothing for CSRF to ride on. */
  private SecurityFilterChain guarded(HttpSecurity http) throws Exception {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .cors(this::allowConfiguredOrigins)
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(
                        jwt ->
                            jwt.decoder(tokens)
                                .jwtAuthenticationConverter(AccessTokens.authentication()))
                    .withObjectPostProcessor(new TypedFailures(refusals)))
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(
                        (request, response, e) -> refusals.unauthenticated(response, e))
                    .accessDeniedHandler((request, response, e) -> refusals.forbidden(response)))
        .build();
  }

  private void allowConfiguredOrigins(CorsConfigurer<HttpSecurity> cors) {
    if (settings.corsOrigins().isEmpty()) {
      cors.disable();
      return;
    }
    var allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(settings.corsOrigins());
    allowed.setAllowedMethods(List.of("GET", "POST"));
    allowed.setAllowedHeaders(List.of("Authorization", "Content-Type", "Relata-Min-Position"));
    cors.configurationSource(request -> allowed);
  }

  /** Spring would answer a misshapen token without a body, and an issuer's failure with a 500. */
  private record TypedFailures(Refusals refusals)
      implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

    @Override
    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
      filter.setAuthenticationEntryPoint(
          (request, response, e) -> refusals.unauthenticated(response, e));
      filter.setAuthenticationFailureHandler(
          (request, response, e) -> refusals.failed(response, e));
      return filter;
    }
  }
}
