@NullMarked
package org.relata.standalone;

import org.jspecify.annotations.NullMarked;
