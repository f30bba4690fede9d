/**
 * The rules of the house, to be read as its documentation: {@link
 * org.relata.architecture.ModuleRules who may know whom}, {@link
 * org.relata.architecture.PurityRules what deciders and folds may not do}, {@link
 * org.relata.architecture.BannedPieces what nobody uses} and {@link
 * org.relata.architecture.ShapeRules how things are named and laid out}. Below {@code broken}
 * stands a small house of the same plan in which every rule is broken once: a rule that does not
 * refuse what it is there for fails.
 */
@NullMarked
package org.relata.architecture;

import org.jspecify.annotations.NullMarked;
