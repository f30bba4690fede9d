package org.relata.command.segmentation;

import java.util.List;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.AboutBinding;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;

/** The schemes whose tiers say who may keep a customer. */
record BindingState(List<SchemeId> schemes) {

  static final String KEEPERS = "keepers";

  static final StreamType<BindingState> BINDING =
      StreamType.of(
          "binding",
          new BindingState(List.of()),
          AboutBinding.class,
          (_, event) ->
              switch (event) {
                case BindingSchemesSet e -> new BindingState(e.schemes());
              });

  static StreamId stream() {
    return BINDING.id(KEEPERS);
  }
}
