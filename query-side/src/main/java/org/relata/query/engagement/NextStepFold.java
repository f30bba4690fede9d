package org.relata.query.engagement;

import org.relata.kernel.engagement.EngagementEvent.AboutNextStep;
import org.relata.kernel.engagement.EngagementEvent.NextStepCancelled;
import org.relata.kernel.engagement.EngagementEvent.NextStepChanged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCompleted;
import org.relata.kernel.engagement.EngagementEvent.NextStepPlanned;
import org.relata.kernel.engagement.EngagementEvent.NextStepReassigned;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** What is to be done next, and what became of it. */
final class NextStepFold implements Fold<AboutNextStep, NextStepRow> {

  static final RowTable<NextStepRow> TABLE =
      RowTable.of("next_step", NextStepRow.class)
          .key("nextStepId")
          .index("status", "due")
          .index("employeeId", "status", "due")
          .indexOfAllVersions("customerId", "due")
          .index("contactId")
          .build();

  @Override
  public Class<AboutNextStep> events() {
    return AboutNextStep.class;
  }

  @Override
  public RowTable<NextStepRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutNextStep> recorded, Rows<NextStepRow> rows) {
    switch (recorded.event()) {
      case NextStepPlanned e -> rows.begin(NextStepRow.of(e.nextStepId(), e.nextStep()));
      case NextStepChanged e ->
          rows.next(Key.of(e.nextStepId()), row -> NextStepRow.of(e.nextStepId(), e.nextStep()));
      case NextStepReassigned e ->
          rows.next(Key.of(e.nextStepId()), row -> row.reassigned(e.employeeId()));
      case NextStepCompleted e -> rows.next(Key.of(e.nextStepId()), row -> row.completed(e.on()));
      case NextStepCancelled e -> rows.next(Key.of(e.nextStepId()), row -> row.cancelled());
    }
  }
}
