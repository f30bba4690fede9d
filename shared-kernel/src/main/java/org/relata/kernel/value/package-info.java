/**
 * Values that check their own shape: whoever holds a {@link org.relata.kernel.value.Money} holds a
 * good one. Each refuses a bad shape with a code, and says its limits in a {@link
 * org.relata.kernel.value.Limits} mark, from which the JSON Schema of every command is made.
 */
@NullMarked
package org.relata.kernel.value;

import org.jspecify.annotations.NullMarked;
