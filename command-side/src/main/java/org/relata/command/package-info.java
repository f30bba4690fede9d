@NullMarked
package org.relata.command;

import org.jspecify.annotations.NullMarked;
