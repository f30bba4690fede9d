/** Record what is observed of customers, and set by what the bank reckons their value. */
@NullMarked
package org.relata.command.valuation;

import org.jspecify.annotations.NullMarked;
