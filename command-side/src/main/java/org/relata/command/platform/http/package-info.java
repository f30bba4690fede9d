/** The HTTP command API: one command as JSON, a stream of them as NDJSON. */
@NullMarked
package org.relata.command.platform.http;

import org.jspecify.annotations.NullMarked;
