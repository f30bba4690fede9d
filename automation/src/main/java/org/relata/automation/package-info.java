@NullMarked
package org.relata.automation;

import org.jspecify.annotations.NullMarked;
