/** Who keeps which customer, and how full each manager's portfolio is. */
@NullMarked
package org.relata.query.portfolio;

import org.jspecify.annotations.NullMarked;
