/**
 * A durable PostgreSQL 18 that comes from Maven: what the standalone program keeps its events in,
 * and what the tests of every module run against. The binaries are those of the zonky project; the
 * start is ours, because theirs switches durability off, trusts everybody and forgets its server
 * when the program is killed. {@link org.relata.postgres.EmbeddedPostgres} is the way in, {@link
 * org.relata.postgres.TestPostgres} the way in for tests.
 */
@NullMarked
package org.relata.postgres;

import org.jspecify.annotations.NullMarked;
