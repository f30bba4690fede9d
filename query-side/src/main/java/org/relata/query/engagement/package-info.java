/** Contacts with customers and what is to be done next. */
@NullMarked
package org.relata.query.engagement;

import org.jspecify.annotations.NullMarked;
