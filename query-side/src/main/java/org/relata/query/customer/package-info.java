/** Customers: who they are, how they are reached, whom they know; and the search for them. */
@NullMarked
package org.relata.query.customer;

import org.jspecify.annotations.NullMarked;
