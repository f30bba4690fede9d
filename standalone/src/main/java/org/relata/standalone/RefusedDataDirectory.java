package org.relata.standalone;

import org.relata.postgres.DataDirectoryRefusal;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells whoever started us what is the matter with the data directory, without a stack trace. */
final class RefusedDataDirectory extends AbstractFailureAnalyzer<DataDirectoryRefusal> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryRefusal cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "The directory is the setting relata.data; --relata.data=... names another one.",
        cause);
  }
}
