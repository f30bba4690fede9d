package org.relata.standalone.issuer;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What lets somebody in at the embedded issuer. The defaults are in the README for everybody to
 * read, so the program listens on 127.0.0.1 alone unless it is told otherwise.
 *
 * @param integratorSecret of the client {@code integrator}
 * @param approverSecret of the client {@code approver}, which approves what the integrator proposes
 * @param password of every {@link DemoPerson}
 */
@Validated
@ConfigurationProperties("relata.demo")
record DemoSettings(
    @DefaultValue("integrator-secret") @NotBlank String integratorSecret,
    @DefaultValue("approver-secret") @NotBlank String approverSecret,
    @DefaultValue("relata") @NotBlank String password) {}
