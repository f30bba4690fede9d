package org.relata.query.segmentation;

import java.time.LocalDate;

/**
 * A business day whose books are closed.
 *
 * @param position of the event in the log
 */
public record BusinessDayRow(LocalDate date, long position) {}
