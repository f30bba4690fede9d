package org.relata.standalone.issuer;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Holds as long as nobody has named the bank's own issuer. */
public final class NoIssuerConfigured implements Condition {

  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !StringUtils.hasText(context.getEnvironment().getProperty(ISSUER));
  }
}
