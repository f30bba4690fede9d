@NullMarked
package org.relata.query;

import org.jspecify.annotations.NullMarked;
