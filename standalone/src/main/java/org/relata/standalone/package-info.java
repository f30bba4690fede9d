/**
 * One process with both sides on an embedded PostgreSQL: what a newcomer runs. Only wiring lives
 * here, and what a bank brings itself when it runs the sides apart: the database and the issuer of
 * tokens.
 */
@NullMarked
package org.relata.standalone;

import org.jspecify.annotations.NullMarked;
