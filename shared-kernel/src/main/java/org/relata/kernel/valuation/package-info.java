/** What a customer is worth: the figures, what is observed of customers, and the bank's prices. */
@NullMarked
package org.relata.kernel.valuation;

import org.jspecify.annotations.NullMarked;
