/** Log and correct contacts with customers; plan and settle what is to be done next. */
@NullMarked
package org.relata.command.engagement;

import org.jspecify.annotations.NullMarked;
