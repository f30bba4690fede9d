/**
 * The GraphQL engine. One request reads in one read-only snapshot of the database, so an answer is
 * one consistent picture at one position of the log; every root field may be asked as of a past
 * position. Capabilities declare fields, listings and references here ({@link
 * org.relata.query.platform.graph.GraphModule}); the engine writes the SQL, pages, counts, groups,
 * loads in batches, and refuses what is too large before it is validated.
 */
@NullMarked
package org.relata.query.platform.graph;

import org.jspecify.annotations.NullMarked;
