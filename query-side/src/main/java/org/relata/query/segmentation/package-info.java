/**
 * Schemes with their policies, who has which tier and why, who moved, how evaluations go, and which
 * business days are closed.
 */
@NullMarked
package org.relata.query.segmentation;

import org.jspecify.annotations.NullMarked;
