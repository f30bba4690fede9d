/** Build the tree of units, name sections, hire and move employees, keep the dictionaries. */
@NullMarked
package org.relata.command.organization;

import org.jspecify.annotations.NullMarked;
