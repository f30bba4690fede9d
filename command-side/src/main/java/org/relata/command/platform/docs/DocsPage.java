package org.relata.command.platform.docs;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the page and exactly the files that it needs, all below {@code /docs} and all open to
 * anybody: they hold no data. The WebJar as a whole is not served, its own start page names a
 * foreign host.
 *
 * <p>{@code relata.docs.enabled=false} takes the page away.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "relata.docs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DocsProperties.class)
public class DocsPage {

  private static final String OURS = "org/relata/command/platform/docs/";
  private static final String SWAGGER = "META-INF/resources/webjars/swagger-ui/*/";
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
  private static final MediaType SCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);

  @Bean
  RouterFunction<ServerResponse> docsRoutes(DocsProperties properties) {
    String policy = contentPolicy(properties.tokenUri());
    RouterFunctions.Builder routes = RouterFunctions.route();
    files().forEach((path, file) -> routes.GET(path, request -> file.answer(policy)));
    return routes.build();
  }

  private static Map<String, PageFile> files() {
    return Map.of(
        "/docs", PageFile.load(OURS + "page.html", HTML),
        "/docs/page.js", PageFile.load(OURS + "page.js", SCRIPT),
        "/docs/page.css", PageFile.load(OURS + "page.css", CSS),
        "/docs/swagger-ui.js", PageFile.load(SWAGGER + "swagger-ui-bundle.js", SCRIPT),
        "/docs/swagger-ui.css", PageFile.load(SWAGGER + "swagger-ui.css", CSS));
  }

  /**
   * Nothing inline, nothing from elsewhere. Icons are {@code data:} addresses in the style sheet.
   */
  private static String contentPolicy(URI tokenUri) {
    String issuer =
        tokenUri.isAbsolute() ? " " + tokenUri.getScheme() + "://" + tokenUri.getAuthority() : "";
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'" + issuer,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
