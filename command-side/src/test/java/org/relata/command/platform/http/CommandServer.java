package org.relata.command.platform.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.relata.command.CommandSide;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.Description;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A real command side over HTTP whose doors are open, on a real database. */
final class CommandServer implements AutoCloseable {

  /** What an unforeseen failure knows and must not tell. */
  static final String SECRET = "SELECT secret FROM log.event";

  @Description("Meets a defect of the program.")
  record MeetDefect(String customerId) implements Command {
    @Override
    public StreamId target() {
      return new StreamId("customer", customerId);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        UserDetailsServiceAutoConfiguration.class,
        OAuth2ResourceServerAutoConfiguration.class
      })
  @Import({CommandSide.class, Defective.class})
  static class Application {

    @Bean
    Supplier<Actor> actors() {
      return () -> new Actor("client/test", Set.of());
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
          .csrf(AbstractHttpConfigurer::disable)
          .build();
    }

    /** Anonymous, so that no scan for deciders finds it anywhere else. */
    @Bean
    Decider<MeetDefect> defectiveDecider() {
      return new Decider<>() {
        @Override
        public Class<MeetDefect> commands() {
          return MeetDefect.class;
        }

        @Override
        public List<StreamType<?>> streams() {
          return List.of();
        }

        @Override
        public List<? extends DomainEvent> decide(MeetDefect c, CommandContext context, States s) {
          throw new IllegalStateException(SECRET);
        }
      };
    }
  }

  @RestController
  static class Defective {
    @GetMapping("/defect")
    String defect() {
      throw new IllegalStateException(SECRET);
    }
  }

  private static final class Shared {
    static final CommandServer SERVER = start(TestPostgres.database());
  }

  private final ServletWebServerApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private CommandServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** One server for all tests that leave it as it was. */
  static CommandServer shared() {
    return Shared.SERVER;
  }

  static CommandServer start(Database database, String... arguments) {
    SpringApplication application = new SpringApplication(Application.class);
    String[] all =
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--spring.main.banner-mode=off",
                    "--spring.servlet.multipart.enabled=false",
                    "--spring.datasource.url=" + database.jdbcUrl(),
                    "--spring.datasource.username=" + database.username(),
                    "--spring.datasource.password=" + database.password()),
                Stream.of(arguments))
            .toArray(String[]::new);
    return new CommandServer((ServletWebServerApplicationContext) application.run(all));
  }

  int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  Dispatching dispatching() {
    return context.getBean(Dispatching.class);
  }

  long position() {
    return dispatching().reader().head().position();
  }

  HttpResponse<String> post(String body) {
    return post("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> stream(String body) {
    return post("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String contentType, byte[] body) {
    return send(
        request("/commands")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
