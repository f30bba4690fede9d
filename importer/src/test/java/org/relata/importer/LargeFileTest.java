package org.relata.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the file: a million rows in a JVM with a heap of 64 MiB. */
class LargeFileTest {
  @TempDir Path directory;

  @Test
  void aMillionRowsPassThroughASmallHeap() throws Exception {
    writeRows(1_000_000);
    Run.write(
        directory.resolve("mapping.yaml"),
        """
        name: large
        steps:
          - name: rows
            file: rows.csv
            let: {day: "${date|date:iso}"}
            commands:
              - type: RegisterCustomer
                id: "customer-${id}"
                payload: {customerId: "c${id}", name: "${name}"}
              - type: RecordPostings
                id: "postings-${id}"
                payload: {accountId: "${account}", sourceRef: "postings-${id}"}
                batch:
                  into: postings
                  by: "${account}"
                  each: {postingId: "${id}", on: "${day}", amount: "${amount|number:2}"}
        """);
    Path out = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Run.java(),
                "-Xmx64m",
                "-cp",
                Run.classPath(),
                Importer.class.getName(),
                directory.resolve("mapping.yaml").toString(),
                "--dry-run",
                "--data=" + directory,
                "--errors=" + directory)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> read(out)).isZero();
    assertThat(read(out)).contains("1,000,000 RegisterCustomer");
  }

  private void writeRows(int count) throws IOException {
    try (PrintWriter rows =
        new PrintWriter(
            Files.newBufferedWriter(directory.resolve("rows.csv"), StandardCharsets.UTF_8))) {
      rows.println("id,name,account,date,amount");
      for (int i = 0; i < count; i++) {
        rows.println(
            i + ",Customer number " + i + ",account-" + (i * 31 % 1_000) + ",2024-01-31,12.5");
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
