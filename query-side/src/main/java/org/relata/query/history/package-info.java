/**
 * What happened to a customer or an account, step by step: in plain words, with who, when and why,
 * what changed, and how everything stood after each step.
 */
@NullMarked
package org.relata.query.history;

import org.jspecify.annotations.NullMarked;
