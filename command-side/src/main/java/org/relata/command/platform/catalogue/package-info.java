/** What commands there are: their types, JSON Schemas, and the OpenAPI document. */
@NullMarked
package org.relata.command.platform.catalogue;

import org.jspecify.annotations.NullMarked;
