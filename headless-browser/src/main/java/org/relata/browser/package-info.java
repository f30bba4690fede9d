/**
 * A headless Chromium for tests that look at the pages we serve: it opens them as a person would,
 * clicks and types, and keeps a record of every address asked for and every error told. It speaks
 * the DevTools protocol over the JDK's own WebSocket, so nothing is downloaded and no driver has to
 * match the browser. Only tests depend on this module.
 */
@NullMarked
package org.relata.browser;

import org.jspecify.annotations.NullMarked;
