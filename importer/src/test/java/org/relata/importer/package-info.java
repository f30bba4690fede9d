/**
 * Tests of the importer. The server here is a stand-in that speaks the HTTP contract: the real one
 * lives in modules that the importer must not depend on.
 */
@NullMarked
package org.relata.importer;

import org.jspecify.annotations.NullMarked;
