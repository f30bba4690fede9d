package org.relata.standalone.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** The authorization server, its key, its clients and its people. */
@Configuration(proxyBeanMethods = false)
@Conditional(NoIssuerConfigured.class)
@EnableConfigurationProperties(DemoSettings.class)
public class EmbeddedIssuer {

  private static final String[] SIGN_IN = {"/login", "/logout", "/default-ui.css"};
  private static final String SIGN_IN_POLICY =
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  AuthorizationServerSettings issuerSettings(@Value("${relata.security.issuer}") String issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer).build();
  }

  @Bean
  JWKSource<SecurityContext> issuerKeys(@Value("${relata.data}") Path dataDirectory) {
    return new ImmutableJWKSet<>(new JWKSet(new KeyFile(dataDirectory).load()));
  }

  /** For the issuer's own endpoints; the sides check tokens by themselves. */
  @Bean
  JwtDecoder issuerDecoder(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  @Bean
  RegisteredClientRepository issuerClients(
      @Value("${relata.security.issuer}") URI issuer, DemoSettings settings) {
    return new InMemoryRegisteredClientRepository(Clients.known(issuer, settings));
  }

  @Bean
  UserDetailsService issuerPeople(DemoSettings settings) {
    List<UserDetails> people =
        Stream.of(DemoPerson.values())
            .map(
                person ->
                    User.withUsername(person.username())
                        .password("{noop}" + settings.password())
                        .roles(person.role())
                        .build())
            .toList();
    return new InMemoryUserDetailsManager(people);
  }

  /** RFC 9068, and who the person or the program is to the bank. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokenClaims(
      @Value("${relata.security.audience:relata}") String audience) {
    return context -> {
      context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
      if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
        return;
      }
      String client = context.getRegisteredClient().getClientId();
      context.getJwsHeader().type("at+jwt");
      context.getClaims().audience(List.of(audience)).claim("client_id", client);
      Authentication owner = context.getPrincipal();
      DemoPerson.named(owner == null ? client : owner.getName())
          .ifPresentOrElse(
              person ->
                  context
                      .getClaims()
                      .claim("employee_id", person.employeeId())
                      .claim("roles", List.of(person.role())),
              () -> context.getClaims().claim("roles", List.of("INTEGRATOR", "MONITORING")));
    };
  }

  private static void saysHowItSigns(OidcProviderConfiguration.Builder configuration) {
    configuration.idTokenSigningAlgorithms(
        algorithms -> {
          algorithms.clear();
          algorithms.add(SignatureAlgorithm.ES256.getName());
        });
  }

  @Bean
  @Order(21)
  SecurityFilterChain issuerEndpoints(HttpSecurity http) throws Exception {
    return http.oauth2AuthorizationServer(
            server -> {
              http.securityMatcher(server.getEndpointsMatcher());
              server
                  .oidc(
                      oidc ->
                          oidc.providerConfigurationEndpoint(
                              endpoint ->
                                  endpoint.providerConfigurationCustomizer(
                                      EmbeddedIssuer::saysHowItSigns)))
                  .tokenEndpoint(
                      endpoint ->
                          endpoint.accessTokenRequestConverters(
                              converters -> converters.addFirst(new AllScopesUnlessNamed())));
            })
        .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
        .headers(AbstractHttpConfigurer::disable)
        .exceptionHandling(
            failures ->
                failures.defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"),
                    new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
        .build();
  }

  @Bean
  @Order(22)
  SecurityFilterChain issuerSignIn(HttpSecurity http) throws Exception {
    return http.securityMatcher(SIGN_IN)
        .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
        .headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .addHeaderWriter(
                        new StaticHeadersWriter("Content-Security-Policy", SIGN_IN_POLICY)))
        .formLogin(Customizer.withDefaults())
        .build();
  }
}
