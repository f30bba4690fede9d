package org.relata.command.segmentation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.segmentation.SegmentationEvent.AboutCalendar;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;

/** The last business day that was closed; null before the first. */
record CalendarState(@Nullable LocalDate lastClosed) {

  static final String BUSINESS_DAYS = "business-days";

  static final StreamType<CalendarState> CALENDAR =
      StreamType.of(
          "calendar",
          new CalendarState(null),
          AboutCalendar.class,
          (_, event) ->
              switch (event) {
                case BusinessDayClosed e -> new CalendarState(e.date());
              });

  static StreamId stream() {
    return CALENDAR.id(BUSINESS_DAYS);
  }
}
