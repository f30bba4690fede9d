package org.relata.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

/** Seconds of processor time that the program, PostgreSQL and the caller have used so far. */
record ProcessorTime(double program, double postgres, double caller) {

  static ProcessorTime now(MeasuredProgram program, BenchmarkServer server) {
    return new ProcessorTime(
        seconds(program.processes().stream().flatMap(pid -> ProcessHandle.of(pid).stream())),
        seconds(ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants)),
        seconds(Stream.of(ProcessHandle.current())));
  }

  static double seconds(Stream<ProcessHandle> processes) {
    return processes
        .mapToDouble(one -> one.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
        .sum();
  }

  ProcessorTime since(ProcessorTime earlier) {
    return new ProcessorTime(
        program - earlier.program, postgres - earlier.postgres, caller - earlier.caller);
  }

  ProcessorTime and(ProcessorTime other) {
    return new ProcessorTime(
        program + other.program, postgres + other.postgres, caller + other.caller);
  }

  /** As three columns of a table, in milliseconds for each of so many requests. */
  String columns(long requests) {
    return String.format(
        "%.2f | %.2f | %.2f",
        program * 1e3 / requests, postgres * 1e3 / requests, caller * 1e3 / requests);
  }
}
