/** Give customers to managers, at most as many as each may keep, or back to the pool. */
@NullMarked
package org.relata.command.portfolio;

import org.jspecify.annotations.NullMarked;
