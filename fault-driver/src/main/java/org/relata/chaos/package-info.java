/**
 * Drives running programs with random commands and questions, injects faults, and checks after each
 * that what was promised still holds.
 */
@NullMarked
package org.relata.chaos;

import org.jspecify.annotations.NullMarked;
