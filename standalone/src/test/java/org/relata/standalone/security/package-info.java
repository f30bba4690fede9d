/** Attacks on the doors of both sides, each alone and both in one process. */
@NullMarked
package org.relata.standalone.security;

import org.jspecify.annotations.NullMarked;
