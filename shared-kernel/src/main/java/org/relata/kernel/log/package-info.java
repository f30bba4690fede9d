/**
 * The log as both sides see it: a recorded event with its position, version, clocks and metadata,
 * and the codec between records and the JSON that is stored under stable wire names.
 */
@NullMarked
package org.relata.kernel.log;

import org.jspecify.annotations.NullMarked;
