package org.relata.query.platform.graphiql;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the page has to know.
 *
 * @param tokenUri where its sign-in form gets a token by client credentials: a path of this server,
 *     or the absolute address of the bank's issuer (whose origin then joins the content policy)
 * @param examples a resource pattern: one {@code .graphql} file per example, in order of file name
 */
@ConfigurationProperties("relata.graphiql")
public record GraphiqlProperties(
    @DefaultValue("/oauth2/token") URI tokenUri,
    @DefaultValue("classpath*:graphql-examples/*.graphql") String examples) {}
