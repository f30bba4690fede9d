package org.relata.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Calls of PostgreSQL to its operating system fail or are slow. Done with strace where it is there
 * and may look into other processes; otherwise these faults are not run.
 */
final class DiskFaults {

  private static final String WRITES = "pwrite64,pwritev,fallocate";
  private static final String SYNCS = "fsync,fdatasync,sync_file_range";

  private DiskFaults() {}

  static boolean full(Site site, Random random) throws Exception {
    return inject(site, WRITES, "error=ENOSPC", 300 + random.nextInt(700));
  }

  static boolean syncFails(Site site, Random random) throws Exception {
    return inject(site, SYNCS, "error=EIO", 300 + random.nextInt(700));
  }

  static boolean syncIsSlow(Site site, Random random) throws Exception {
    int micros = 50_000 + random.nextInt(400_000);
    return inject(site, SYNCS, "delay_enter=" + micros, 1_000 + random.nextInt(1_000));
  }

  private static boolean inject(Site site, String calls, String fault, int millis)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + calls,
                "-e",
                "inject=" + calls + ":" + fault));
    // Not the first process: whoever traces it takes from it the news of its children's ends.
    ProcessHandle server = ProcessHandle.of(site.server().pid()).orElseThrow();
    server
        .descendants()
        .forEach(process -> command.addAll(List.of("-p", Long.toString(process.pid()))));
    Process tracer;
    try {
      tracer =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    // It ends by itself when it may not look into others, and when all that it looked into died.
    boolean refused = tracer.waitFor(millis, TimeUnit.MILLISECONDS) && tracer.exitValue() != 0;
    tracer.destroy();
    if (!tracer.waitFor(10, TimeUnit.SECONDS)) {
      tracer.destroyForcibly().waitFor();
    }
    site.awaitServer();
    return !refused;
  }
}
