/**
 * What core banking told, to be asked for: accounts and who holds them, balances, postings, fees,
 * exchange rates; and the figures derived from them, exact and as known at any position.
 */
@NullMarked
package org.relata.query.holding;

import org.jspecify.annotations.NullMarked;
