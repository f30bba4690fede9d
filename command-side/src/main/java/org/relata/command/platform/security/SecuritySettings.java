package org.relata.command.platform.security;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens we take.
 *
 * @param issuer what a token must name as {@code iss}; {@code application.yaml} takes it from
 *     {@code spring.security.oauth2.resourceserver.jwt.issuer-uri}
 * @param jwkSetUri where its keys are; looked up at the issuer unless given
 * @param audience what a token must name as {@code aud}, and nothing beside it
 * @param longestLife tokens that would live longer from now on are refused
 * @param monitoringRole the role that may read metrics
 * @param corsOrigins browser origins that may call us; none unless given
 */
@Validated
@ConfigurationProperties("relata.security")
record SecuritySettings(
    @NotBlank String issuer,
    @Nullable URI jwkSetUri,
    @DefaultValue("relata") @NotBlank String audience,
    @DefaultValue("24h") Duration longestLife,
    @DefaultValue("MONITORING") @NotBlank String monitoringRole,
    @DefaultValue List<String> corsOrigins) {}
