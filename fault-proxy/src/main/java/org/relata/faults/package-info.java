/** A bad network on purpose. */
@NullMarked
package org.relata.faults;

import org.jspecify.annotations.NullMarked;
