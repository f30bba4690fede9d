/**
 * What both sides agree on: the promise every event keeps ({@link org.relata.kernel.DomainEvent}),
 * the one type of refusal, and the marks that say which fields are personal. Each capability's
 * events and identifiers live in a package of their own; nothing here knows a framework.
 */
@NullMarked
package org.relata.kernel;

import org.jspecify.annotations.NullMarked;
