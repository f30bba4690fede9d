/**
 * The log in PostgreSQL: gapless positions in commit order, group commit, optimistic concurrency.
 */
@NullMarked
package org.relata.command.platform.log;

import org.jspecify.annotations.NullMarked;
