package org.relata.command.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.relata.browser.Chromium;
import org.relata.browser.Page;
import org.springframework.context.ConfigurableApplicationContext;

/** Looks at the page as a person does. Pictures of it are left in {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsPageInBrowserTest {

  private static final String CATALOGUE = "#operations-commands-catalogue";

  private ConfigurableApplicationContext server;
  private Chromium chromium;
  private URI home;
  private Page page;

  @BeforeAll
  void startBrowserAndServer() {
    Optional<Path> program = Chromium.find();
    Assumptions.assumeTrue(program.isPresent(), Chromium.MISSING);
    server = StandInServer.start();
    home = StandInServer.address(server, "/docs");
    chromium = Chromium.start(program.orElseThrow());
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void openThePage() {
    page = chromium.newPage(1280, 1000);
    page.open(home);
    page.awaitText("#docs", "The catalogue of commands");
  }

  @AfterEach
  void nothingWasAskedOfAForeignHostAndNothingWentWrong() {
    assertThat(page.requests()).contains(home.toString(), home.resolve("/openapi.json").toString());
    assertThat(page.requestsAwayFrom(home)).isEmpty();
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void theOperationsAndTheirSchemasAreShown() {
    picture("docs-first-sight");
    page.click("#operations-commands-handle .opblock-summary-control");
    page.awaitText("#operations-commands-handle", "A rule or the shape refused it");
    page.awaitText("#operations-commands-handle", "expectedVersion");
    picture("docs-operation");
  }

  @Test
  void anOperationIsTriedOutWithAToken() {
    page.click("button.authorize");
    page.type(".auth-container input", "a-token");
    picture("docs-authorize");
    page.click(".auth-btn-wrapper button.authorize");
    page.click(".auth-btn-wrapper button.btn-done");
    page.click(CATALOGUE + " .opblock-summary-control");
    page.click(CATALOGUE + " .try-out__btn");
    page.click(CATALOGUE + " .execute");
    page.awaitText(CATALOGUE + " .live-responses-table", "Bearer a-token");
    picture("docs-tried-out");
    assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie").asString())
        .doesNotContain("a-token");
  }

  @Test
  void anAddressCannotMakeThePageShowAnotherDocument() {
    page.open(URI.create(home + "?url=https://other.invalid/openapi.json"));
    page.awaitText("#docs", "The catalogue of commands");
  }

  private void picture(String name) {
    page.screenshot(Path.of("target", "screenshots", name + ".png"));
  }
}
