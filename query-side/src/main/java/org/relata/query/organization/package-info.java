/** Units, sections, employees and dictionaries as they are and were. */
@NullMarked
package org.relata.query.organization;

import org.jspecify.annotations.NullMarked;
