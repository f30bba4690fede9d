/**
 * Speed and memory as ratios within one run: machines differ and are noisy, a ratio to a baseline
 * measured in the same minutes on the same server says more than a figure.
 */
@NullMarked
package org.relata.benchmarks;

import org.jspecify.annotations.NullMarked;
