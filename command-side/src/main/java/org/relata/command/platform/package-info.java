/** What every capability's commands share: how a decision is asked for, and what it may know. */
@NullMarked
package org.relata.command.platform;

import org.jspecify.annotations.NullMarked;
