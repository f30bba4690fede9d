import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file below a directory: {@code check} names the files
 * that it would change and fails if there are any, {@code apply} changes them. The root pom starts
 * this file with the JDK of the tool chain, because the formatter parses with the compiler of the
 * JDK that it runs on.
 */
final class Format {

  private static final List<String> NOT_OURS = List.of("target", ".git", "node_modules");

  static void main(String[] arguments) throws Exception {
    List<String> mode =
        switch (arguments[0]) {
          case "check" -> List.of("--dry-run", "--set-exit-if-changed");
          case "apply" -> List.of("--replace");
          default -> throw new IllegalArgumentException("-Dformat is check or apply");
        };
    List<String> files = javaFiles(Path.of(arguments[1]));
    Main.main(Stream.concat(mode.stream(), files.stream()).toArray(String[]::new));
  }

  private static List<String> javaFiles(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !NOT_OURS.contains(entry.getFileName().toString()))
          .sorted()
          .flatMap(Format::javaFilesAt)
          .toList();
    }
  }

  private static Stream<String> javaFilesAt(Path entry) {
    if (!Files.isDirectory(entry)) {
      return entry.toString().endsWith(".java") ? Stream.of(entry.toString()) : Stream.empty();
    }
    try {
      return javaFiles(entry).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
