/** Register customers and keep what the bank knows of them. */
@NullMarked
package org.relata.command.customer;

import org.jspecify.annotations.NullMarked;
