/** Customers: who they are, how they are reached, whom they know. */
@NullMarked
package org.relata.kernel.customer;

import org.jspecify.annotations.NullMarked;
