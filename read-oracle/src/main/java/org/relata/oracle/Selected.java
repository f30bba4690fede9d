package org.relata.oracle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a question.
 *
 * @param arguments what is given; as JSON has it
 * @param below the fields asked of it; none of a scalar
 */
record Selected(String field, Map<String, @Nullable Object> arguments, List<Selected> below) {}
