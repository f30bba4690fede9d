/** Facts from core banking: accounts, balances, postings, fees, each with an effective date. */
@NullMarked
package org.relata.kernel.holding;

import org.jspecify.annotations.NullMarked;
