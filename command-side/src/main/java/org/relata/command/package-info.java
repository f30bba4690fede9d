/** Commands in, events out: one package per capability, and the platform that they share. */
@NullMarked
package org.relata.command;

import org.jspecify.annotations.NullMarked;
