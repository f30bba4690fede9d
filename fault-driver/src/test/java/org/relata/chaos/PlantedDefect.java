package org.relata.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A defect that is put into a copy of the product's source: each change replaces one passage, which
 * must be there, and what comes out is compiled. The product itself is not touched.
 */
record PlantedDefect(String name, int faults, List<Change> changes) {

  private static final String MIGRATION = "db/log/V99__planted_defect.sql";

  /** One passage of one file, named relative to the repository; a new file has none. */
  record Change(String file, String passage, String instead) {}

  static PlantedDefect of(String name, int faults, String file, String passage, String instead) {
    return new PlantedDefect(name, faults, List.of(new Change(file, passage, instead)));
  }

  /** A defect of the log's tables, brought in by a migration behind the product's own. */
  static PlantedDefect ofTables(String name, int faults, String sql) {
    return new PlantedDefect(name, faults, List.of(new Change(MIGRATION, "", sql)));
  }

  PlantedDefect and(String file, String passage, String instead) {
    List<Change> more = new ArrayList<>(changes);
    more.add(new Change(file, passage, instead));
    return new PlantedDefect(name, faults, more);
  }

  /** Makes the directory of classes and resources that hold the defect. */
  Path plant(Path home) throws IOException {
    Path sources = home.resolve("sources");
    Path classes = Files.createDirectories(home.resolve("classes"));
    List<Path> compiled = new ArrayList<>();
    for (Change change : changes) {
      boolean java = change.file().endsWith(".java");
      String inModule = change.file().replaceFirst(".*/src/main/java/", "");
      Path changed = (java ? sources : classes).resolve(inModule);
      String text = java ? text(changed, change) : change.instead();
      Files.createDirectories(changed.getParent());
      Files.writeString(changed, text);
      if (java && !compiled.contains(changed)) {
        compiled.add(changed);
      }
    }
    compile(compiled, classes);
    return classes;
  }

  private static String text(Path changed, Change change) throws IOException {
    Path original = Path.of("..").resolve(change.file());
    String text = Files.readString(Files.exists(changed) ? changed : original);
    if (!text.contains(change.passage())) {
      throw new IllegalStateException(change.file() + " has no " + change.passage());
    }
    return text.replace(change.passage(), change.instead());
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-nowarn",
              "-parameters",
              "-proc:none",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      if (!compiler
          .getTask(
              null,
              files,
              null,
              options,
              null,
              files.getJavaFileObjects(sources.toArray(Path[]::new)))
          .call()) {
        throw new IllegalStateException("The planted defect does not compile");
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
