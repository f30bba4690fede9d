package org.relata.importer;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A run of the program within the test. */
record Run(int exitCode, String out, String err) {

  static Run of(String... arguments) {
    CommandLine line = Importer.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  /** A run against the stand-in, with short pauses. */
  static Run against(StandInServer server, Path directory, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                directory.resolve("mapping.yaml").toString(),
                "--data=" + directory,
                "--errors=" + directory.resolve("errors"),
                "--url=" + server.url(),
                "--client-secret=integrator-secret",
                "--pause=PT0.01S",
                "--window=10"));
    all.addAll(List.of(arguments));
    return of(all.toArray(String[]::new));
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class path of the tests, for a program in its own JVM. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
