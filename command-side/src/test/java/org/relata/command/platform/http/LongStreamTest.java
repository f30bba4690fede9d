package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

/**
 * Streams in time: answers while the input is coming, held back by a slow reader, of any length.
 */
class LongStreamTest {

  private static final int LINES = Integer.getInteger("relata.test.stream.lines", 1_000_000);
  private static final String HEAP = "-Xmx128m";

  @Test
  void aLineIsAnsweredBeforeTheNextIsSent() throws IOException {
    try (StreamConnection stream = new StreamConnection(CommandServer.shared().port())) {
      for (int i = 1; i <= 20; i++) {
        stream.send(register("L-" + i, "") + "\n");
        assertThat(stream.answer()).startsWith("{\"line\":" + i + ",").contains("STORED");
      }
      stream.end();
      assertThat(stream.answer()).isNull();
    }
  }

  @Test
  void aLineIsAnsweredThoughTheNextOneIsOnlyHalfSent() throws IOException {
    try (StreamConnection stream = new StreamConnection(CommandServer.shared().port())) {
      String next = register("L-half-2", "");
      stream.send(register("L-half-1", "") + "\n" + next.substring(0, 40));
      assertThat(stream.answer()).startsWith("{\"line\":1,").contains("STORED");
      stream.send(next.substring(40) + "\n");
      assertThat(stream.answer()).startsWith("{\"line\":2,").contains("STORED");
      stream.end();
      assertThat(stream.answer()).isNull();
    }
  }

  @Test
  @Timeout(240)
  void aClientThatDoesNotReadIsHeldBack() throws Exception {
    byte[] block = "x\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    int most = 64 * 1024 * 1024 / block.length;
    AtomicLong sent = new AtomicLong();
    try (StreamConnection stream = new StreamConnection(CommandServer.shared().port())) {
      CompletableFuture<Void> sending =
          aside(
              () -> {
                try {
                  for (int i = 0; i < most; i++) {
                    stream.send(block);
                    sent.incrementAndGet();
                  }
                  stream.end();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      long held = untilItStops(sent);
      assertThat(sending).isNotDone();
      assertThat(held).isLessThan(most / 2);
      for (long line = 1; sent.get() < held + 100; line++) {
        assertThat(stream.answer()).startsWith("{\"line\":" + line + ",");
      }
    }
  }

  /** In a thread of its own: the common pool has but one on a machine with two cores. */
  private static CompletableFuture<Void> aside(Runnable work) {
    return CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task));
  }

  /** The value once it has not grown for two seconds. */
  private static long untilItStops(AtomicLong value) {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(2)) {
      long now = value.get();
      if (now != last || now == 0) {
        last = now;
        since = System.nanoTime();
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return last;
  }

  /** Several hundred bytes a line go in and out of a program that has 128 MB of heap. */
  @Test
  @Timeout(1_800)
  void aStreamOfAnyLengthIsHandledInConstantMemory() throws Exception {
    Database database = TestPostgres.database();
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallServer.class.getName(),
                    database.jdbcUrl(),
                    database.username(),
                    database.password()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Not closed by us: whoever drains it ends with the program.
    BufferedReader said =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    try (StreamConnection stream = new StreamConnection(port(said))) {
      CompletableFuture<Void> drained = aside(() -> said.lines().forEach(line -> {}));
      CompletableFuture<Void> sending = aside(() -> sendAll(stream));
      for (int line = 1; line <= LINES; line++) {
        String answer = stream.answer();
        assertThat(answer).as("line %s", line).startsWith("{\"line\":" + line + ",");
        assertThat(answer).contains(line % 10 == 0 ? "MALFORMED_JSON" : "STORED");
      }
      assertThat(stream.answer()).isNull();
      sending.join();
      assertThat(drained).isNotDone();
    } finally {
      program.destroy();
      program.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static int port(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(SmallServer.READY)) {
        return Integer.parseInt(line.substring(SmallServer.READY.length()));
      }
    }
    throw new IOException("The program ended before it was ready");
  }

  private static void sendAll(StreamConnection stream) {
    String padding = " ".repeat(300);
    StringBuilder block = new StringBuilder();
    try {
      stream.send(register("L-long", "") + "\n");
      for (int line = 2; line <= LINES; line++) {
        if (line % 10 == 0) {
          block.append("malformed");
        } else {
          block
              .append("{\"type\":\"RenameCustomer\",\"id\":\"long-")
              .append(line)
              .append("\",\"payload\":{\"customerId\":\"L-long\",\"name\":\"N")
              .append(line)
              .append("\"}}");
        }
        block.append(padding).append('\n');
        if (line % 100 == 0 || line == LINES) {
          stream.send(block.toString());
          block.setLength(0);
        }
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
