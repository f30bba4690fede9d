package org.relata.query.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the query side reads and folds.
 *
 * @param datasource the database, when it is not the one of {@code spring.datasource}
 * @param readerConnections connections for questions; each request in work holds one
 */
@Validated
@ConfigurationProperties("relata.query")
public record QuerySettings(
    @Nullable Source datasource,
    @DefaultValue("16") @Min(1) @Max(1_000) int readerConnections,
    @DefaultValue @Valid Folds folds) {

  /** Where the database is, and the login that may take the roles of the query side. */
  public record Source(String url, @Nullable String username, @Nullable String password) {

    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * The fold engine.
   *
   * @param enabled false for a process that only answers
   * @param batch most events folded in one transaction
   * @param buildBatch the same while rebuilding
   * @param poll how long without a notification until the log is looked at
   * @param frozen after how long a process that does nothing loses its transaction
   * @param retire for how long a replaced table is kept for older snapshots
   */
  public record Folds(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("5000") @Min(1) @Max(100_000) int batch,
      @DefaultValue("10000") @Min(1) @Max(100_000) int buildBatch,
      @DefaultValue("250ms") Duration poll,
      @DefaultValue("10s") Duration frozen,
      @DefaultValue("60s") Duration retire) {

    public static Folds defaults() {
      return new Folds(
          true,
          5_000,
          10_000,
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));
    }
  }
}
