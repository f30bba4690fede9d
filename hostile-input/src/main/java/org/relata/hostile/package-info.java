/**
 * What is sent to Relata by those who mean it ill: seeded requests over both APIs and connections
 * that do not behave, each answer checked and each figure bounded.
 */
@NullMarked
package org.relata.hostile;

import org.jspecify.annotations.NullMarked;
