/**
 * Watches what the query side tells and sends commands, as any other client: it knows the two
 * public contracts and the kernel, nothing else. Whatever it does can be interrupted at any point
 * and taken up again: command identifiers follow from what is to be done, so nothing is done twice.
 */
@NullMarked
package org.relata.automation;

import org.jspecify.annotations.NullMarked;
