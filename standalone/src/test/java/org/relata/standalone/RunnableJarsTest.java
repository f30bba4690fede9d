package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * The runnable jars of both sides, unpacked in layers as their images do, and started again with
 * what the virtual machine has learnt from the first start, as docs/operations.md says.
 */
class RunnableJarsTest {

  private static final List<String> LAYERS =
      List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");

  @TempDir Path directory;

  @Test
  void theUnpackedJarsOfBothSidesRunAndStartFromWhatWasLearnt() throws Exception {
    assumeThat(Path.of("..", "query-side", "target"))
        .as("what `mvn verify` has packaged before")
        .isDirectoryContaining("glob:**-exec.jar");
    Path commandSide = unpacked("command-side");
    Path querySide = unpacked("query-side");
    Database database = TestPostgres.database();
    try (TestIssuer issuer = new TestIssuer()) {
      Map<String, String> settings = issuer.settings(database);
      try (RelataProcess commands = start(commandSide, settings, List.of())) {
        commands.awaitReady();
        Path learnt = directory.resolve("query-side.aot");
        try (RelataProcess queries =
            start(querySide, settings, List.of("-XX:AOTCacheOutput=" + learnt))) {
          queries.awaitReady();
          registerAndSee("C-1", new RelataClient(commands.url(), queries.url(), issuer.token()));
        }
        // With this mode it does not start at all when it cannot use what was learnt.
        List<String> learntOnly = List.of("-XX:AOTMode=on", "-XX:AOTCache=" + learnt);
        try (RelataProcess queries = start(querySide, settings, learntOnly)) {
          queries.awaitReady();
          registerAndSee("C-2", new RelataClient(commands.url(), queries.url(), issuer.token()));
        }
      }
    }
  }

  private static void registerAndSee(String customer, RelataClient client) throws Exception {
    JsonNode answer =
        client.send(
            customer,
            new RegisterCustomer(
                new CustomerId(customer), CustomerKind.PERSONAL, new Label("客户"), List.of(), null));
    assertThat(answer.path("outcome").asString("")).as(answer.toString()).isEqualTo("STORED");
    String position =
        answer.path("incarnation").asString() + ":" + answer.path("position").longValue();
    String seen =
        client.ask(
            "{ customer(customerId: \"" + customer + "\") { name } }",
            Map.of("Relata-Min-Position", position));
    assertThat(seen).contains("客户");
  }

  private static RelataProcess start(Path jar, Map<String, String> settings, List<String> options)
      throws IOException {
    return RelataProcess.start(jar, RelataProcess.freePort(), settings, options);
  }

  /** What the Dockerfile of a side does; gives the jar that it starts. */
  private Path unpacked(String side) throws Exception {
    Path home = Files.createDirectories(directory.resolve(side));
    try (Stream<Path> jars = Files.list(Path.of("..", side, "target"))) {
      Path packaged =
          jars.filter(jar -> jar.toString().endsWith("-exec.jar")).findFirst().orElseThrow();
      Files.copy(packaged, home.resolve("relata.jar"));
    }
    Process unpacking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                "relata.jar",
                "extract",
                "--layers",
                "--destination",
                "layers")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(unpacking.waitFor()).isZero();
    Path application = Files.createDirectory(home.resolve("application"));
    for (String layer : LAYERS) {
      copy(home.resolve("layers").resolve(layer), application);
    }
    return application.resolve("relata.jar");
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
