package org.relata.query.platform.graphiql;

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
class GraphiqlPageInBrowserTest {

  private static final String RESULT = ".graphiql-response";
  private static final String EXECUTE = ".graphiql-execute-button";

  private ConfigurableApplicationContext server;
  private Chromium chromium;
  private URI home;
  private Page page;

  @BeforeAll
  void startBrowserAndServer() {
    Optional<Path> program = Chromium.find();
    Assumptions.assumeTrue(program.isPresent(), Chromium.MISSING);
    server = StandInServer.start();
    home = StandInServer.address(server, "/graphiql");
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
    page = chromium.newPage(1440, 900);
    page.open(home);
    page.evaluate("sessionStorage.clear()");
    page.open(home);
    page.awaitText("#examples", "One customer");
    page.await("document.querySelector('.graphiql-query-editor .CodeMirror')");
  }

  @AfterEach
  void nothingWasAskedOfAForeignHost() {
    assertThat(page.requests()).contains(home.toString(), home + "/graphiql.js");
    assertThat(page.requestsAwayFrom(home)).isEmpty();
  }

  @Test
  void anExampleIsAnsweredAfterSigningInWithAClient() {
    picture("graphiql-first-sight");
    signIn(StandInServer.SECRET);
    page.awaitText("#who", "Signed in as reader");
    page.click("#example-10-a-customer");
    page.awaitText(".graphiql-query-editor", "customer(id: \"c-1\")");
    page.click(EXECUTE);
    page.awaitText(RESULT, "Wang Xiaoming 王小明");
    picture("graphiql-answer");
    page.click("#example-20-nobody");
    page.click(EXECUTE);
    page.awaitText(RESULT, "null");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void anExampleIsAnsweredWithAPastedToken() {
    page.click("#sign-in summary");
    page.type("#bearer textarea", "Bearer " + StandInServer.TOKEN);
    page.click("#bearer button");
    page.awaitText("#who", "Signed in as the pasted token");
    page.click("#example-10-a-customer");
    page.click(EXECUTE);
    page.awaitText(RESULT, "Wang Xiaoming 王小明");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void theTokenIsKeptInThisTabOnlyAndTheSecretNowhere() {
    signIn(StandInServer.SECRET);
    page.awaitText("#who", "Signed in as reader");
    assertThat(page.evaluate("JSON.stringify(sessionStorage)").asString())
        .contains(StandInServer.TOKEN)
        .doesNotContain("odd signs");
    assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie").asString())
        .doesNotContain(StandInServer.TOKEN)
        .doesNotContain("odd signs");
    assertThat(page.evaluate("document.querySelector('#client [name=secret]').value").asString())
        .isEmpty();
    page.click("#sign-out");
    page.awaitText("#who", "Not signed in");
    assertThat(page.evaluate("JSON.stringify(sessionStorage)").asString())
        .doesNotContain(StandInServer.TOKEN);
  }

  @Test
  void aWrongSecretIsToldInWords() {
    signIn("wrong");
    page.awaitText("#problem", "Not signed in: invalid_client");
    picture("graphiql-wrong-secret");
  }

  @Test
  void askingWithoutATokenSaysThatOneMustSignIn() {
    page.click("#example-10-a-customer");
    page.click(EXECUTE);
    page.awaitText(RESULT, "Please sign in at the left");
  }

  @Test
  void theDocumentationAndTheSettingsOpenWithoutComplaint() {
    page.preferColours("dark");
    signIn(StandInServer.SECRET);
    page.awaitText("#who", "Signed in as reader");
    page.click("button[aria-label='Show Documentation Explorer']");
    page.awaitText(".graphiql-plugin", "Root Types");
    picture("graphiql-documentation-dark");
    page.click("button[aria-label='Open settings dialog']");
    page.awaitText(".graphiql-dialog-title", "Settings");
    picture("graphiql-settings-dark");
    assertThat(page.errors()).isEmpty();
  }

  private void signIn(String secret) {
    page.type("#client [name=id]", StandInServer.CLIENT);
    page.type("#client [name=secret]", secret);
    page.click("#client button");
  }

  private void picture(String name) {
    page.screenshot(Path.of("target", "screenshots", name + ".png"));
  }
}
