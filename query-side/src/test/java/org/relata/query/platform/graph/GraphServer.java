package org.relata.query.platform.graph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DefaultExecuteListener;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.relata.postgres.Database;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.ReaderPool;
import org.relata.query.platform.fold.FoldNews;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running web server with the engine and given modules, asked over real HTTP. */
public final class GraphServer implements AutoCloseable {

  public static final JsonMapper JSON = Json.mapper();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What an application wires around the engine, without its security. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(GraphConfiguration.class)
  static class Application {

    /** Told by nobody: whoever waits for a position looks for himself. */
    @Bean
    FoldNews foldNews() {
      return new FoldNews();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
      return http.csrf(csrf -> csrf.disable())
          .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .build();
    }
  }

  /** Counts the statements that the engine sends, without the first one of each snapshot. */
  static final class Statements extends DefaultExecuteListener {
    private final transient AtomicLong count = new AtomicLong();

    /** The texts of the statements, while somebody wants to know them. */
    private transient volatile @Nullable List<String> texts;

    @Override
    public void executeStart(ExecuteContext context) {
      count.incrementAndGet();
      List<String> wanted = texts;
      if (wanted != null && context.query() != null) {
        wanted.add(context.dsl().renderInlined(context.query()));
      }
    }
  }

  private final ConfigurableApplicationContext context;
  private final Statements statements = new Statements();
  private final URI uri;

  public GraphServer(Database database, Class<? extends GraphModule> module, String... properties) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.flyway.enabled=false",
                "--spring.threads.virtual.enabled=true",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.main.banner-mode=off"));
    for (String property : properties) {
      arguments.add("--" + property);
    }
    SpringApplication application = new SpringApplication(Application.class, module);
    application.addInitializers(
        starting -> {
          if (starting
              instanceof org.springframework.context.support.GenericApplicationContext beans) {
            beans.registerBean(
                ExecuteListenerProvider.class,
                () -> new DefaultExecuteListenerProvider(statements));
            beans.registerBean(
                ReaderPool.class,
                () ->
                    new ReaderPool(
                        new QuerySettings.Source(
                            database.jdbcUrl(), database.username(), database.password()),
                        4));
          }
        });
    context = application.run(arguments.toArray(String[]::new));
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    uri = URI.create("http://127.0.0.1:" + port + "/graphql");
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  URI uri() {
    return uri;
  }

  public long statements() {
    return statements.count.get();
  }

  /** The statements that an answer without errors takes, their values in the text. */
  public List<String> statements(String document) {
    List<String> texts = new CopyOnWriteArrayList<>();
    statements.texts = texts;
    data(document);
    statements.texts = null;
    return texts;
  }

  /** The whole answer. */
  public JsonNode ask(String document) {
    return ask(document, Map.of(), Map.of());
  }

  public JsonNode ask(String document, Map<String, ?> variables) {
    return ask(document, variables, Map.of());
  }

  public JsonNode ask(String document, Map<String, ?> variables, Map<String, ?> extensions) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    body.put("extensions", extensions);
    HttpResponse<String> response =
        post(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8), "application/json");
    return JSON.readTree(response.body());
  }

  /** The data of an answer that must have no errors. */
  public JsonNode data(String document) {
    return data(document, Map.of());
  }

  public JsonNode data(String document, Map<String, ?> variables) {
    JsonNode answer = ask(document, variables);
    if (answer.has("errors")) {
      throw new AssertionError(answer.toPrettyString());
    }
    return answer.get("data");
  }

  /** The code of the first error of an answer; fails when there is none. */
  public String code(String document) {
    return code(ask(document));
  }

  public static String code(JsonNode answer) {
    if (!answer.has("errors")) {
      throw new AssertionError("No error: " + answer.toPrettyString());
    }
    return error(answer).get("code").stringValue();
  }

  /** The extensions of the first error. */
  public static JsonNode error(JsonNode answer) {
    return answer.get("errors").get(0).get("extensions");
  }

  HttpResponse<String> post(byte[] body, String contentType, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
