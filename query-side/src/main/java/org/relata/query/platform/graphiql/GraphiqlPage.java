package org.relata.query.platform.graphiql;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the page and exactly the files that it needs, all below {@code /graphiql} and all open to
 * anybody: they hold no data. The WebJars as a whole are not served.
 *
 * <p>{@code relata.graphiql.enabled=false} takes the page away.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "relata.graphiql.enabled", matchIfMissing = true)
@EnableConfigurationProperties(GraphiqlProperties.class)
public class GraphiqlPage {

  private static final String OURS = "org/relata/query/platform/graphiql/";
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
  private static final MediaType SCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);

  private static final String DIALOG_STYLE =
      "'sha256-Y/huXlwoYkVyQlxwSVcCi1RCDGDCSVBzDt0hYP9qlTc='";

  /** The page's settings, as its script reads them. */
  record Settings(String graphql, String token) {}

  @Bean
  RouterFunction<ServerResponse> graphiqlRoutes(
      GraphiqlProperties properties,
      @Value("${spring.graphql.http.path:/graphql}") String graphqlPath) {
    String policy = contentPolicy(properties.tokenUri());
    List<ExampleQuery> examples = ExampleQuery.load(properties.examples());
    RouterFunctions.Builder routes =
        RouterFunctions.route()
            .GET("/graphiql/examples.json", request -> json(examples))
            .GET(
                "/graphiql/settings.json",
                request -> json(settings(request, graphqlPath, properties.tokenUri())));
    files().forEach((path, file) -> routes.GET(path, request -> file.answer(policy)));
    return routes.build();
  }

  /** The bundles carry all that they need: React, and for GraphiQL its editor, fonts and icons. */
  private static Map<String, PageFile> files() {
    return Map.of(
        "/graphiql", PageFile.load(OURS + "page.html", HTML),
        "/graphiql/page.js", PageFile.load(OURS + "page.js", SCRIPT),
        "/graphiql/session.js", PageFile.load(OURS + "session.js", SCRIPT),
        "/graphiql/page.css", PageFile.load(OURS + "page.css", CSS),
        "/graphiql/react.js",
            PageFile.load(WEBJARS + "react/*/umd/react.production.min.js", SCRIPT),
        "/graphiql/react-dom.js",
            PageFile.load(WEBJARS + "react-dom/*/umd/react-dom.production.min.js", SCRIPT),
        "/graphiql/graphiql.js", PageFile.load(WEBJARS + "graphiql/*/graphiql.min.js", SCRIPT),
        "/graphiql/graphiql.css", PageFile.load(WEBJARS + "graphiql/*/graphiql.min.css", CSS));
  }

  /**
   * Nothing inline, nothing from elsewhere. Fonts and icons are {@code data:} addresses within
   * GraphiQL's style sheet. The one style that it makes itself, to stop the page from scrolling
   * behind an open dialog, is let in by its hash rather than by {@code unsafe-inline}; a bundle
   * that makes another one merely goes without it, and the browser test tells.
   */
  private static String contentPolicy(URI tokenUri) {
    String issuer =
        tokenUri.isAbsolute() ? " " + tokenUri.getScheme() + "://" + tokenUri.getAuthority() : "";
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' " + DIALOG_STYLE,
        "font-src data:",
        "img-src 'self' data:",
        "connect-src 'self'" + issuer,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  private static Settings settings(ServerRequest request, String graphqlPath, URI tokenUri) {
    String home = request.requestPath().contextPath().value();
    return new Settings(
        home + graphqlPath, tokenUri.isAbsolute() ? tokenUri.toString() : home + tokenUri);
  }

  private static ServerResponse json(Object body) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .body(body);
  }
}
