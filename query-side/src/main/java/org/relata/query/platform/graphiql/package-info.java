/**
 * The page at {@code /graphiql} where a person tries queries out: the GraphiQL bundle from a WebJar
 * inside a page of ours, with a list of examples and a way to sign in. Everything comes from this
 * process, because banks run it without internet. ADR 0004 says why it is not Spring's own page.
 */
@NullMarked
package org.relata.query.platform.graphiql;

import org.jspecify.annotations.NullMarked;
