package org.relata.standalone.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.relata.command.platform.security.Actors;
import org.relata.command.platform.security.CommandSecurity;
import org.relata.kernel.ConnectionLimits;
import org.relata.query.platform.security.QuerySecurity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A server with the doors of one side or of both, and next to nothing behind them: no database, and
 * answers that say who came.
 */
final class StandIn implements AutoCloseable {

  /** Which sides run in the process, and the path that each of them guards. */
  enum Shape {
    COMMAND_SIDE("/commands", CommandSecurity.class),
    QUERY_SIDE("/graphql", QuerySecurity.class),
    BOTH_COMMANDS("/commands", CommandSecurity.class, QuerySecurity.class),
    BOTH_QUERIES("/graphql", CommandSecurity.class, QuerySecurity.class);

    final String path;
    private final Class<?>[] doors;

    Shape(String path, Class<?>... doors) {
      this.path = path;
      this.doors = doors;
    }
  }

  private final ServletWebServerApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private StandIn(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  static StandIn start(Shape shape, String issuer, String... arguments) {
    Class<?>[] sources =
        Stream.concat(Stream.of(Behind.class), Arrays.stream(shape.doors)).toArray(Class[]::new);
    return start(
        sources,
        Stream.concat(
                Stream.of("--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  static StandIn start(Class<?>[] sources, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--server.port=0"), Arrays.stream(arguments))
            .toArray(String[]::new);
    SpringApplication application = new SpringApplication(sources);
    application.setDefaultProperties(ConnectionLimits.settings());
    return new StandIn((ServletWebServerApplicationContext) application.run(all));
  }

  ServletWebServerApplicationContext context() {
    return context;
  }

  URI address(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<String> post(String path, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString("{}")).build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(address(path)).header("Content-Type", "application/json");
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends what no client library lets through.
   *
   * @return the answer as it came, headers and all; empty when the server closed before it was read
   */
  String raw(String... lines) {
    String request =
        String.join("\r\n", lines)
            + "\r\nHost: here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    URI address = address("/");
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // The server has heard enough; its answer may be there nevertheless.
      }
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads to the end, which a server that did not read everything may set by a reset. */
  private static String read(InputStream in) {
    var answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (IOException e) {
      // What came before the reset is the answer.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        UserDetailsServiceAutoConfiguration.class,
        OAuth2AuthorizationServerAutoConfiguration.class,
        OAuth2AuthorizationServerJwtAutoConfiguration.class
      })
  @RestController
  static class Behind {

    @GetMapping({"/docs", "/docs/page.js", "/openapi.json", "/graphiql", "/graphiql/page.js"})
    String open(HttpServletResponse response) {
      response.setHeader("Content-Security-Policy", "script-src 'self'");
      return "open";
    }

    @PostMapping("/commands")
    String command() {
      var actor = Actors.current();
      return actor.name() + " " + actor.roles();
    }

    @GetMapping(path = "/commands/stream", produces = MediaType.APPLICATION_NDJSON_VALUE)
    StreamingResponseBody stream() {
      return out -> out.write("{}\n".getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/commands/broken")
    String broken() {
      throw new IllegalStateException("internal words");
    }

    @PostMapping("/graphql")
    String query() {
      return "answer";
    }

    @GetMapping("/forgotten")
    String forgotten() {
      return "nobody thought of this path";
    }
  }
}
