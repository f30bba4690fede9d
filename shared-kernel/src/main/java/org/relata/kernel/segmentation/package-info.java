/** Schemes, policies and the tiers that they give. */
@NullMarked
package org.relata.kernel.segmentation;

import org.jspecify.annotations.NullMarked;
