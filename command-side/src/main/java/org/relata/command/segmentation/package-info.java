/**
 * Draft and activate the policies of schemes, give customers their tiers by them, and close
 * business days, by which time passes.
 */
@NullMarked
package org.relata.command.segmentation;

import org.jspecify.annotations.NullMarked;
