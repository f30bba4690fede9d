package org.relata.query.segmentation;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.SchemeId;

/**
 * A scheme.
 *
 * @param activeVersion the version activated last
 */
public record SchemeRow(SchemeId scheme, int latestVersion, @Nullable Integer activeVersion) {}
