package org.relata.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code initdb} and {@code pg_ctl}. PostgreSQL refuses to run as root; there the programs run
 * in a user namespace of their own, in which root is nobody, where the system allows that.
 *
 * @param home what {@link PostgresBinaries} unpacked
 */
record PostgresPrograms(Path home) {

  /** What a program said and whether it succeeded. */
  record Outcome(boolean succeeded, String output) {}

  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /**
   * Letters outside of ASCII are letters for pg_trgm only when LC_CTYPE is not C, whatever the
   * locale provider is; the name of such a locale differs between systems.
   */
  private static final List<String> CTYPES = List.of("C.UTF-8", "en_US.UTF-8", "UTF-8", "en-US");

  /** The major version of these programs, as in {@code "18"}. */
  String majorVersion() {
    Outcome outcome = run(SHORT, "initdb", List.of("--version"));
    Matcher matcher = MAJOR.matcher(outcome.output());
    if (!matcher.find()) {
      throw new PostgresFailure("initdb does not tell its version: " + outcome.output());
    }
    return matcher.group(1);
  }

  void initialise(Path cluster, String superuser, Path passwordFile) {
    Outcome outcome = new Outcome(false, "");
    for (String ctype : CTYPES) {
      outcome =
          run(
              SHORT,
              "initdb",
              List.of(
                  "--pgdata=" + cluster,
                  "--username=" + superuser,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--locale=C",
                  "--lc-ctype=" + ctype,
                  "--data-checksums"));
      if (outcome.succeeded() || !outcome.output().contains("invalid locale")) {
        break;
      }
    }
    if (!outcome.succeeded()) {
      throw new PostgresFailure("initdb failed: " + outcome.output().strip());
    }
  }

  /** Returns when the server accepts connections, or has failed to within the limit. */
  Outcome start(Path cluster, Path log, String serverOptions, Duration limit) {
    return run(
        limit.plus(SHORT),
        "pg_ctl",
        List.of(
            "start",
            "--wait",
            "--timeout=" + limit.toSeconds(),
            "--pgdata=" + cluster,
            "--log=" + log,
            "--options=" + serverOptions));
  }

  /** Returns when the server is gone, or is still there after the limit. */
  Outcome stop(Path cluster, String mode, Duration limit) {
    return run(
        limit.plus(SHORT),
        "pg_ctl",
        List.of(
            "stop",
            "--wait",
            "--timeout=" + limit.toSeconds(),
            "--pgdata=" + cluster,
            "--mode=" + mode));
  }

  /**
   * The output goes through a file: a server that pg_ctl leaves behind inherits the stream, and a
   * pipe would stay open with it.
   */
  private Outcome run(Duration limit, String program, List<String> arguments) {
    try {
      Path output = Files.createTempFile(program, ".out");
      try {
        Process process =
            new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        String said = Files.readString(output, Charset.defaultCharset());
        return new Outcome(ended && process.exitValue() == 0, said);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw PostgresFailure.of(program + " could not be run", e);
    } catch (InterruptedException e) {
      throw PostgresFailure.interrupted("running " + program, e);
    }
  }

  private List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }
}
