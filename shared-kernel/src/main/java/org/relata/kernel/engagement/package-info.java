/** Contacts with customers and what was agreed to be done next. */
@NullMarked
package org.relata.kernel.engagement;

import org.jspecify.annotations.NullMarked;
