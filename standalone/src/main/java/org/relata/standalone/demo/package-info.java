/**
 * A small made-up bank, the same at each first start: 3 branches, 10 sections, 30 employees, 500
 * customers of all kinds with two years of balances and contacts. Nobody in it exists.
 */
@NullMarked
package org.relata.standalone.demo;

import org.jspecify.annotations.NullMarked;
