@NullMarked
package org.relata.kernel;

import org.jspecify.annotations.NullMarked;
