package org.relata.kernel.segmentation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.value.Code;

/**
 * What a policy says about one customer's metrics.
 *
 * @param tier null when no rule holds
 * @param rule place of the rule that decided, from 1; 0 when none holds
 * @param inScope whether the scheme is meant for the customer
 * @param missing metrics that a condition needed and that were not known: it did not hold
 * @param heldOff whether the rule gives a worse tier, and the present one is kept for a while
 */
public record Verdict(
    @Nullable Code tier, int rule, boolean inScope, List<Metric> missing, boolean heldOff) {}
