@NullMarked
package org.relata.hostile;

import org.jspecify.annotations.NullMarked;
