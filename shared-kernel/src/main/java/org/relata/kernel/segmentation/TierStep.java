package org.relata.kernel.segmentation;

import java.time.LocalDate;
import org.relata.kernel.Impersonal;
import org.relata.kernel.value.Code;

/**
 * From a day on a customer had a tier, until the next step.
 *
 * @param rule place of the rule that gave it, from 1
 */
public record TierStep(@Impersonal LocalDate on, Code tier, int policyVersion, int rule) {}
