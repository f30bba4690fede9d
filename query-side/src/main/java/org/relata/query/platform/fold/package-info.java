/**
 * Folds: pure functions from events to rows, of which every version is kept. A {@link
 * org.relata.query.platform.fold.RowTable} is defined by one row record; the engine reads the log
 * in batches and moves all folds of a {@link org.relata.query.platform.fold.Group} and their token
 * in one transaction, rebuilds beside the running ones, and stops what fails without stopping
 * others.
 */
@NullMarked
package org.relata.query.platform.fold;

import org.jspecify.annotations.NullMarked;
