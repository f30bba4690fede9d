package org.relata.command.platform.docs;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the page has to know.
 *
 * @param tokenUri where its "Authorize" dialog gets a token when the OpenAPI document offers OAuth
 *     2: a path of this server, or the absolute address of the bank's issuer (whose origin then
 *     joins the content policy)
 */
@ConfigurationProperties("relata.docs")
public record DocsProperties(@DefaultValue("/oauth2/token") URI tokenUri) {}
