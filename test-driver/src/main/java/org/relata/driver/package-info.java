/**
 * What drives Relata from outside, as its users do: programs as processes, a client, random
 * commands and questions made from the catalogue and the schema, and a ledger of what was answered.
 */
@NullMarked
package org.relata.driver;

import org.jspecify.annotations.NullMarked;
