package org.relata.kernel.segmentation;

import java.time.LocalDate;
import org.relata.kernel.value.Code;

/** The tier that a customer has, and since when. */
public record Standing(Code tier, LocalDate since) {}
