package org.relata.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What virtual machines have learnt from one start of each program (an AOT cache, JEP 483 and 514):
 * the next starts take less than half of the processor time. Only classes in jars can be learnt.
 * Where they lie in directories, as before packaging, nothing is learnt and programs start as ever.
 */
public final class StartCache {

  private final Map<Program, Path> files;

  private StartCache(Map<Program, Path> files) {
    this.files = files;
  }

  /** Nothing learnt. */
  public static StartCache empty() {
    return new StartCache(Map.of());
  }

  /**
   * Starts the programs together and ends them.
   *
   * @param settings as for the starts to come
   * @param options of the virtual machines, as for the starts to come
   * @param directory where what is learnt is kept
   */
  public static StartCache learn(
      List<Program> programs, Map<String, String> settings, List<String> options, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Map<Program, Path> files = new HashMap<>();
    List<RelataProcess> learning = new ArrayList<>();
    try {
      for (Program program : programs) {
        if (!program.isPackaged()) {
          continue;
        }
        Path file = directory.resolve(program + ".aot");
        Files.deleteIfExists(file);
        List<String> all = new ArrayList<>(options);
        all.add("-XX:AOTCacheOutput=" + file);
        learning.add(
            RelataProcess.start(
                program, RelataProcess.freePort(), settings, all, RelataProcess.jars(program)));
        files.put(program, file);
      }
      for (RelataProcess process : learning) {
        process.awaitReady();
      }
    } finally {
      // The virtual machine writes down what it has learnt when it ends.
      learning.forEach(RelataProcess::close);
    }
    return new StartCache(files);
  }

  /** Options with which the virtual machine of a program makes use of what was learnt. */
  public List<String> options(Program program) {
    return files.containsKey(program) ? List.of("-XX:AOTCache=" + files.get(program)) : List.of();
  }
}
