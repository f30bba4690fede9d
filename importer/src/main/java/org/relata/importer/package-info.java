/**
 * The importer: a command-line program that turns rows of CSV and XLSX files into commands, as a
 * YAML mapping says, and sends them to the command side as NDJSON. It knows nothing of any data set
 * and nothing of the command side but its HTTP contract: rows come from {@link
 * org.relata.importer.Rows}, a {@link org.relata.importer.StepRun} makes entries of them, and a
 * {@link org.relata.importer.Sink} (the server, or a dry run) takes the entries in their order.
 * Everything is a stream: memory does not grow with the length of a file.
 */
@NullMarked
package org.relata.importer;

import org.jspecify.annotations.NullMarked;
