package org.relata.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a server that stores, refuses, breaks off and comes back. */
class ServerTest {
  private static final String MAPPING =
      """
      name: people
      steps:
        - name: people
          file: people.csv
          commands:
            - type: RegisterCustomer
              id: "person-${id}"
              payload: {customerId: "${id}", kind: PERSONAL, name: "${name}"}
        - name: postings
          file: postings.csv
          commands:
            - type: RecordPostings
              id: "postings-${id}"
              payload: {accountId: "${account}", sourceRef: "postings-${id}"}
              batch: {into: postings, by: "${account}", upTo: 3, each: {postingId: "${id}", amount: "${amount|number:2}"}}
      """;

  @TempDir Path directory;
  private StandInServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StandInServer();
    Run.write(directory.resolve("mapping.yaml"), MAPPING);
    Run.write(directory.resolve("people.csv"), people(100));
    Run.write(directory.resolve("postings.csv"), "id,account,amount\n1,a,1\n2,a,2\n3,b,3\n4,a,4\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String people(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "p" + i + ",Person " + i)
        .collect(Collectors.joining("\n", "id,name\n", "\n"));
  }

  private Run run(String... arguments) {
    return Run.against(server, directory, arguments);
  }

  private Path error(String name) {
    return directory.resolve("errors/people").resolve(name);
  }

  private static String refusal(String code, String pointer) {
    return "\"code\":\"%s\",\"detail\":\"It is refused.\",\"errors\":[{\"pointer\":\"%s\",\"code\":\"%s\",\"detail\":\"Not so.\"}]"
        .formatted(code, pointer, code);
  }

  @Test
  void everyRowIsStoredInItsOrderAndTheSameFileAgainChangesNothing() {
    Run first = run();
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("102 commands stored, 0 were known already.");
    assertThat(server.stored.keySet())
        .startsWith("person-p1", "person-p2")
        .endsWith("postings-1", "postings-3");
    assertThat(server.payload("postings-1").get("postings")).hasSize(3);

    Run again = run();
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("0 commands stored, 102 were known already.");
    assertThat(server.stored).hasSize(102);
  }

  @Test
  void refusedRowsGoToAnErrorFileThatCanBeMendedAndSentAgain() throws IOException {
    server.refusal =
        command ->
            command.path("payload").path("name").asString("").equals("Person 50")
                ? Optional.of(refusal("BLANK", "/payload/name"))
                : Optional.empty();
    Run first = run("--step=people");
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.out()).contains("99 commands stored", "1 were refused");
    assertThat(server.received).hasSize(100);
    Path errors = error("people.errors.csv");
    assertThat(errors)
        .hasContent(
            """
            id,name,_line,_row,_step,_command,_field,_reason,_code
            p50,Person 50,51,50,people,RegisterCustomer,/payload/name,Not so.,BLANK
            """);

    Run stillBad = run("--retry=" + errors);
    assertThat(stillBad.exitCode()).isEqualTo(1);
    assertThat(error("people.again.errors.csv")).hasSameTextualContentAs(errors);

    Files.writeString(errors, Files.readString(errors).replace("Person 50", "Mended"));
    Run mended = run("--retry=" + errors);
    assertThat(mended.exitCode()).isZero();
    assertThat(mended.out()).contains("1 commands stored");
    assertThat(server.stored).hasSize(100).containsKey("person-p50");
    assertThat(error("people.again.errors.csv")).doesNotExist();
  }

  @Test
  void ofARefusedBatchTheErrorFileTellsTheBadRowFromTheOthers() throws IOException {
    server.refusal =
        command ->
            command.get("id").asString().equals("postings-1")
                ? Optional.of(refusal("TOO_OLD", "/payload/postings/1/on"))
                : Optional.empty();
    assertThat(run("--step=postings").exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(error("postings.errors.csv")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("1,a,1") && line.contains("Refused together with line 3"))
        .anyMatch(
            line -> line.startsWith("2,a,2") && line.contains("/payload/postings/1/on,Not so."));
    server.refusal = command -> Optional.empty();
    assertThat(run("--retry=" + error("postings.errors.csv")).exitCode()).isZero();
    assertThat(server.payload("postings-1").get("postings")).hasSize(3);
  }

  @Test
  void aRowThatCannotBeMappedDoesNotKeepTheOthersBack() throws IOException {
    Run.write(
        directory.resolve("postings.csv"), "id,account,amount\n1,a,1\n2,a,much\n3,b,3\n4,a\n");
    Run run = run("--step=postings");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(server.stored).hasSize(2);
    assertThat(Files.readAllLines(error("postings.errors.csv")))
        .containsExactly(
            "id,account,amount,_line,_row,_step,_command,_field,_reason,_code",
            "2,a,much,3,2,postings,RecordPostings,amount,\"\"\"much\"\" is not a"
                + " number.\",BAD_NUMBER",
            "4,a,,5,4,postings,,,\"The row has 2 fields, the header has 3.\",FIELD_COUNT");
  }

  @Test
  void aLostConnectionIsTriedAgainFromTheFirstCommandWithoutAnAnswer() {
    server.dropAfter = 35;
    server.away = 2;
    Run run = run();
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(server.stored).hasSize(102);
    assertThat(server.received).hasSize(103);
    assertThat(run.out()).contains("101 commands stored, 1 were known already.");
  }

  @Test
  void aRefusedTokenIsRenewedInTheMiddle() {
    server.refuseTokenAfter = 40;
    Run run = run();
    assertThat(run.exitCode()).isZero();
    assertThat(server.tokensGiven).isEqualTo(2);
    assertThat(server.stored).hasSize(102);
  }

  @Test
  void whatCannotBeDoneIsSaidInASentence() {
    assertThat(run("--token=old"))
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("refuses the token (401)"));
    assertThat(run("--client-id=other"))
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("gives no token for other"));
    assertThat(run("--step=persons"))
        .returns(2, Run::exitCode)
        .satisfies(
            run -> assertThat(run.err()).contains("There is no step \"persons\"; the steps are"));
    assertThat(run("--input=people=" + directory.resolve("postings.csv")))
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("has no column \"name\""));
    assertThat(run("--retry=" + directory.resolve("people.csv")))
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("is no error file of the mapping"));
    assertThat(run("--unknown")).returns(2, Run::exitCode);
    server.close();
    assertThat(run("--token=any", "--retries=1"))
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("cannot be reached", "after 2 attempts"));
  }

  @Test
  void aDryRunSendsNothingAndShowsTheFirstCommands() {
    Run run = run("--dry-run");
    assertThat(run.exitCode()).isZero();
    assertThat(server.requests).isZero();
    assertThat(run.out())
        .contains("100 RegisterCustomer", "2 RecordPostings", "\"customerId\":\"p5\"")
        .doesNotContain("\"customerId\":\"p6\"");
  }

  @Test
  void anImportThatWasKilledGoesOnWhereItWas() throws Exception {
    Run.write(directory.resolve("people.csv"), people(6_000).replace("p7,Person 7\n", "p7,bad\n"));
    server.refusal =
        command ->
            command.path("payload").path("name").asString("").equals("bad")
                ? Optional.of(refusal("BLANK", "/payload/name"))
                : Optional.empty();
    server.nanosPerCommand = 500_000;
    Process killed = startInItsOwnJvm();
    try {
      Path errors = directory.resolve("errors/people");
      await(() -> server.received.size() > 1_000 && hasState(errors));
    } finally {
      // On Unix this is kill -9.
      killed.destroyForcibly().waitFor();
    }
    server.nanosPerCommand = 0;
    int before = server.received.size();
    assertThat(before).isLessThan(6_000);

    Run resumed = run("--resume");
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).contains("Going on with step \"people\" after line");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(server.stored).hasSize(6_001);
    assertThat(server.received.size()).as("only a little is sent twice").isLessThan(9_000);
    assertThat(Files.readAllLines(error("people.errors.csv"))).hasSize(2);
  }

  @Test
  void anotherLogMakesTheImportBeginAnew() throws Exception {
    server.away = 0;
    assertThat(run().exitCode()).isZero();
    breakOffAt("people", 60);
    server.incarnation = "22222222-2222-2222-2222-222222222222";
    server.stored.clear();
    Run resumed = run("--resume");
    assertThat(resumed.out()).contains("is not the one of the state file", "from the beginning");
    assertThat(resumed.exitCode()).isZero();
    assertThat(server.stored).hasSize(102);
  }

  @Test
  void otherInputsBeginAnewEvenIfResumed() throws Exception {
    assertThat(run().exitCode()).isZero();
    breakOffAt("people", 60);
    Run.write(directory.resolve("people.csv"), people(101));
    Run resumed = run("--resume");
    assertThat(resumed.out()).contains("There is no state file", "1 commands stored");
    assertThat(server.stored).hasSize(103);
  }

  @Test
  void mendedRowsKeepWhatDependsOnTheRowsBeforeThem() throws IOException {
    Run.write(
        directory.resolve("mapping.yaml"),
        """
        name: people
        steps:
          - name: days
            file: days.csv
            let: {year: {counter: {from: 2008, upWhenLower: "${m}"}}, day: "${year}-${m|pad:2}-01"}
            running: {by: "${k}", on: "${day}", add: "${a}"}
            commands:
              - type: RecordBalances
                id: "balances-${k}-${day}"
                payload: {on: "${day}", amount: "${closing}"}
        """);
    Path days = directory.resolve("days.csv");
    Run.write(days, "k,m,a\nx,11,1\ny,11,5\nx,12,2\nx,12,bad\nx,1,4\ny,1,5\n");
    assertThat(run().exitCode()).isEqualTo(1);
    assertThat(server.stored)
        .containsOnlyKeys(
            "balances-x-2008-11-01", "balances-y-2008-11-01", "balances-y-2009-01-01");
    Path errors = error("days.errors.csv");
    assertThat(Files.readAllLines(errors))
        .hasSize(4)
        .startsWith("k,m,a,_year,_opening,_line,_row,_step,_command,_field,_reason,_code")
        .anyMatch(line -> line.startsWith("x,12,2,2008,1,4,3,days,"))
        .anyMatch(line -> line.startsWith("x,12,bad,2008,1,5,4,days,"))
        .anyMatch(line -> line.startsWith("x,1,4,2009,"));

    Files.writeString(errors, Files.readString(errors).replace(",bad,", ",3,"));
    Run mended = run("--retry=" + errors);
    assertThat(mended.exitCode()).isZero();
    assertThat(server.payload("balances-x-2008-12-01").get("amount").asString()).isEqualTo("6");
    assertThat(server.payload("balances-x-2009-01-01").get("amount").asString()).isEqualTo("10");
  }

  @Test
  void aFileInAnotherCharacterSetIsNotGuessedAt() {
    Run.write(directory.resolve("people.csv"), "id,name\np1,\u738b\u5c0f\u660e\n");
    assertThat(run().exitCode()).isZero();
    assertThat(server.payload("person-p1").get("name").asString()).isEqualTo("\u738b\u5c0f\u660e");
    Run.write(
        directory.resolve("mapping.yaml"),
        MAPPING.replace(
            "name: people\nsteps:", "name: people\nformat: {charset: US-ASCII}\nsteps:"));
    assertThat(run())
        .returns(2, Run::exitCode)
        .satisfies(run -> assertThat(run.err()).contains("Are character set, separator"));
  }

  /** Makes the state file say that the import ended after an entry of a step. */
  private void breakOffAt(String step, int entries) throws IOException {
    try (var files = Files.list(directory.resolve("errors/people"))) {
      Path state =
          files.filter(file -> file.toString().endsWith(".state.json")).findFirst().orElseThrow();
      Files.writeString(
          state,
          Files.readString(state)
              .replaceAll("\"step\":\"[^\"]*\"", "\"step\":\"" + step + "\"")
              .replaceAll("\"entries\":\\d+", "\"entries\":" + entries)
              .replace("\"done\":true", "\"done\":false"));
    }
  }

  private static boolean hasState(Path directory) {
    try (var files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".state.json"));
    } catch (IOException e) {
      return false;
    }
  }

  private Process startInItsOwnJvm() throws IOException {
    return new ProcessBuilder(
            List.of(
                Run.java(),
                "-cp",
                Run.classPath(),
                Importer.class.getName(),
                directory.resolve("mapping.yaml").toString(),
                "--data=" + directory,
                "--errors=" + directory.resolve("errors"),
                "--url=" + server.url(),
                "--client-secret=integrator-secret",
                "--window=10"))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("out.txt").toFile())
        .start();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
