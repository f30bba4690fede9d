package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.Load;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.postgres.Database;
import org.relata.query.platform.fold.FoldEngine;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The standalone program under load, killed again and again, itself and its PostgreSQL. */
class KillTest {

  private static final int CALLERS = 16;
  private static final int ROUNDS = 3;
  private static final Path DATA = Path.of("target", "kill-test");

  private final Ledger ledger = new Ledger();

  @Test
  void whatWasAcknowledgedIsThereOnceAfterTheProgramOrItsDatabaseIsKilled() throws Exception {
    deleteOld();
    int port = RelataProcess.freePort();
    Map<String, String> settings =
        Map.of(
            "relata.data",
            DATA.toString(),
            "relata.demo.bank",
            "false",
            "relata.automation.enabled",
            "false");
    for (int round = 0; round < ROUNDS; round++) {
      RelataProcess program = RelataProcess.start(Program.STANDALONE, port, settings).awaitReady();
      RelataClient client = RelataClient.ofStandalone(program.url());
      try (Load load = new Load(List.of(client), CALLERS, ledger)) {
        long before = load.acknowledged();
        Await.until("commands are acknowledged", () -> load.acknowledged() > before + 300);
        killPostgres();
        long atKill = load.acknowledged();
        Await.until(
            "the program answers again by itself after its PostgreSQL was killed",
            () -> load.acknowledged() > atKill + 300);
        program.kill();
      }
    }
    assertThat(ledger.size()).isGreaterThan(ROUNDS * 600);
    checkReadModels(port, settings);
  }

  private void checkReadModels(int port, Map<String, String> settings) throws Exception {
    String[] arguments =
        Stream.concat(
                Stream.of("--server.port=" + port),
                settings.entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue()))
            .toArray(String[]::new);
    try (ConfigurableApplicationContext context = Relata.application().run(arguments)) {
      Environment environment = context.getEnvironment();
      Database database =
          new Database(
              environment.getRequiredProperty("spring.datasource.url"),
              environment.getRequiredProperty("spring.datasource.username"),
              environment.getRequiredProperty("spring.datasource.password"));
      ledger.check(database);
      FoldEngine engine = context.getBean(FoldEngine.class);
      RelataClient client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
      long head = Ledger.head(database);
      Await.until("the folds are level", () -> client.hasFolded(head));
      Map<String, String> live = Ledger.readModels(database);
      engine.rebuildAll();
      Await.until("every fold is rebuilt", () -> engine.status().builds().isEmpty());
      assertThat(Ledger.readModels(database)).isEqualTo(live);
      assertThat(live.get("customer")).doesNotStartWith("0 ");
    }
  }

  private static void killPostgres() throws IOException {
    try (Stream<Path> files = Files.walk(DATA)) {
      Path pidFile =
          files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
  }

  private static void deleteOld() throws IOException {
    if (Files.exists(DATA)) {
      try (Stream<Path> files = Files.walk(DATA)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
