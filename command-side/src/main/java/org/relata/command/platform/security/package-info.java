/**
 * Who may come in: every request carries an access token of the one issuer that we trust, and what
 * is not named as open is closed. The query side has the same rules in a package of its own,
 * because the sides never depend on each other; a test of the standalone program attacks both
 * alike.
 */
@NullMarked
package org.relata.command.platform.security;

import org.jspecify.annotations.NullMarked;
