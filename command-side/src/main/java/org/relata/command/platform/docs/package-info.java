/**
 * The page at {@code /docs} where an integrator reads the HTTP contract and tries it out: Swagger
 * UI from a WebJar inside a page of ours, over our own {@code /openapi.json}. Everything comes from
 * this process, because banks run it without internet. ADR 0004 says why it is not Scalar.
 */
@NullMarked
package org.relata.command.platform.docs;

import org.jspecify.annotations.NullMarked;
