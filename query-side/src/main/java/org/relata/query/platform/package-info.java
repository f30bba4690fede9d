/**
 * What all capabilities of the query side share: settings, the connections to PostgreSQL, and below
 * it the engines that fold the log into tables and answer questions from them.
 */
@NullMarked
package org.relata.query.platform;

import org.jspecify.annotations.NullMarked;
