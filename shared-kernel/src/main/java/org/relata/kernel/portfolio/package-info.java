/** Who answers for which customer. */
@NullMarked
package org.relata.kernel.portfolio;

import org.jspecify.annotations.NullMarked;
