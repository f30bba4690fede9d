package org.relata.query.segmentation;

import java.util.List;
import org.relata.kernel.segmentation.SchemeId;

/**
 * The schemes whose tiers say who may keep a customer.
 *
 * @param setting the one key of this table
 */
public record BindingRow(String setting, List<SchemeId> schemes) {

  static final String SETTING = "binding";

  /** While nothing was ever set. */
  static final BindingRow DEFAULT = new BindingRow(SETTING, List.of());
}
