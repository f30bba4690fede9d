/** From a command to its events: idempotency, bounded retries, decisions in one unit of work. */
@NullMarked
package org.relata.command.platform.dispatch;

import org.jspecify.annotations.NullMarked;
