/**
 * An OAuth 2 authorization server for trying Relata out, in the same process. It is there only as
 * long as no issuer is configured; its users and secrets are for demonstrations.
 */
@NullMarked
package org.relata.standalone.issuer;

import org.jspecify.annotations.NullMarked;
