@NullMarked
package org.relata.postgres;

import org.jspecify.annotations.NullMarked;
