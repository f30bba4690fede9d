/**
 * Take in what core banking tells: accounts and contracts, balances, postings, fees, exchange
 * rates. Nothing is invented here and nothing is counted twice: every batch carries a source
 * reference.
 */
@NullMarked
package org.relata.command.holding;

import org.jspecify.annotations.NullMarked;
