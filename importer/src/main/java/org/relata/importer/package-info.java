@NullMarked
package org.relata.importer;

import org.jspecify.annotations.NullMarked;
