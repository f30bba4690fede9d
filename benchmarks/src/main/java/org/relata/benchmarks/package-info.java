@NullMarked
package org.relata.benchmarks;

import org.jspecify.annotations.NullMarked;
