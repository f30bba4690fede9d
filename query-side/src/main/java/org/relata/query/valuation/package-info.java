/**
 * What customers are worth: what is observed of them, the bank's prices and weights, and every
 * metric as a pure function of the facts.
 */
@NullMarked
package org.relata.query.valuation;

import org.jspecify.annotations.NullMarked;
