package org.relata.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.relata.query.platform.fold.FoldEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Added to each program that is driven: its clock is as wrong as a file says, and it rebuilds its
 * read models when another file appears. Nothing else of the program is changed.
 */
@Configuration(proxyBeanMethods = false)
public class ProcessControl {

  /** The directory of the files. */
  static final String DIRECTORY = "relata.chaos.directory";

  /** Holds the seconds by which the clock is ahead. */
  static final String CLOCK = "clock";

  /** Makes the program rebuild everything, and is deleted. */
  static final String REBUILD = "rebuild";

  @Bean
  Clock clock(Environment environment) {
    return new WrongClock(Path.of(environment.getRequiredProperty(DIRECTORY), CLOCK));
  }

  /** Tokens are checked against the right time; a wrong one would only refuse everything. */
  @Bean
  @Primary
  InstantSource rightTime() {
    return InstantSource.system();
  }

  @Bean
  ApplicationRunner rebuilds(Environment environment, ObjectProvider<FoldEngine> engines) {
    Path wanted = Path.of(environment.getRequiredProperty(DIRECTORY), REBUILD);
    return _ ->
        engines.ifAvailable(
            engine ->
                Thread.ofPlatform()
                    .daemon()
                    .name("chaos-rebuilds")
                    .start(() -> rebuildWhenWanted(wanted, engine)));
  }

  private static void rebuildWhenWanted(Path wanted, FoldEngine engine) {
    try {
      while (true) {
        if (Files.exists(wanted) && isBegun(engine)) {
          Files.deleteIfExists(wanted);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when the database is away, which is usual here: then it is tried again. */
  private static boolean isBegun(FoldEngine engine) {
    try {
      engine.rebuildAll();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Ahead by what the file says, right when there is none. */
  private static final class WrongClock extends Clock {

    private final Path file;

    WrongClock(Path file) {
      this.file = file;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.offset(Clock.system(zone), ahead());
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead());
    }

    private Duration ahead() {
      try {
        return Files.exists(file)
            ? Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()))
            : Duration.ZERO;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
