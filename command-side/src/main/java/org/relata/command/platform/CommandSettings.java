package org.relata.command.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the command side stores.
 *
 * @param datasource the database, when it is not the one of {@code spring.datasource}
 * @param connections to the database; a command in work holds one only while it reads or writes
 * @param cachedStreams streams whose states are kept in memory
 */
@Validated
@ConfigurationProperties("relata.command")
public record CommandSettings(
    @Nullable Source datasource,
    @DefaultValue("16") @Min(2) @Max(1_000) int connections,
    @DefaultValue("100000") @Min(0) int cachedStreams) {

  /** Where the database is, and the login that may take the role of the command side. */
  public record Source(String url, @Nullable String username, @Nullable String password) {

    @Override
    public String toString() {
      return url;
    }
  }
}
