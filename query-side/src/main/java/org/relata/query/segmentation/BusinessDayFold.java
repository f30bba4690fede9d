package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutCalendar;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The business days whose books are closed. */
final class BusinessDayFold implements Fold<AboutCalendar, BusinessDayRow> {

  static final RowTable<BusinessDayRow> TABLE =
      RowTable.of("business_day", BusinessDayRow.class).key("date").build();

  @Override
  public Class<AboutCalendar> events() {
    return AboutCalendar.class;
  }

  @Override
  public RowTable<BusinessDayRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCalendar> recorded, Rows<BusinessDayRow> rows) {
    switch (recorded.event()) {
      case BusinessDayClosed e -> rows.begin(new BusinessDayRow(e.date(), recorded.position()));
    }
  }
}
