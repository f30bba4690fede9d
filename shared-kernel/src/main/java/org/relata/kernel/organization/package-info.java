/** Units, sections, employees and dictionaries. */
@NullMarked
package org.relata.kernel.organization;

import org.jspecify.annotations.NullMarked;
