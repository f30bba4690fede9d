/**
 * A second way to read the log: the pure folds over all events, every version of every row kept in
 * memory, and filters, orders, pages, groups and moments told once more in plain Java. What the
 * query side keeps in tables and answers over GraphQL is held against it, value by value. Nothing
 * here knows SQL beyond reading the log and the tables to be checked.
 */
@NullMarked
package org.relata.oracle;

import org.jspecify.annotations.NullMarked;
