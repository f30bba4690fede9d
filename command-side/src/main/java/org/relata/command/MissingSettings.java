package org.relata.command;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Tells whoever starts the program what it cannot do without, all at once and before it tries. */
final class MissingSettings extends RuntimeException {

  private MissingSettings(List<String> missing) {
    super(
        "The command side needs to be told:\n  - " + String.join("\n  - ", missing),
        null,
        false,
        false);
  }

  static void check(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    List<String> missing = new ArrayList<>();
    if (!isGiven(environment, "spring.datasource.url")
        && !isGiven(environment, "relata.command.datasource.url")) {
      missing.add(
          "spring.datasource.url, the PostgreSQL with the log (jdbc:postgresql://...), with"
              + " spring.datasource.username and spring.datasource.password");
    }
    if (!isGiven(environment, "relata.security.issuer")) {
      missing.add(
          "spring.security.oauth2.resourceserver.jwt.issuer-uri, whose access tokens open it");
    }
    if (!missing.isEmpty()) {
      throw new MissingSettings(missing);
    }
  }

  private static boolean isGiven(Environment environment, String setting) {
    return StringUtils.hasText(environment.getProperty(setting));
  }

  /** Shows the message without a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<MissingSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingSettings cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Give them as --name=value, or as environment variables: SPRING_DATASOURCE_URL and"
              + " SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI.",
          cause);
    }
  }
}
