/**
 * The log as the query side reads it: in batches, decoded ahead of their use, and with a hint when
 * something new stands in it. Nothing here writes.
 */
@NullMarked
package org.relata.query.platform.log;

import org.jspecify.annotations.NullMarked;
