package org.relata.kernel.portfolio;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/**
 * What is meant to become of a key account.
 *
 * @param aims at least one
 * @param reviewDates when it is looked at again, in their order
 */
public record KeyAccountPlan(
    @Personal List<Note> aims,
    List<Need> needs,
    List<Action> actions,
    @Personal List<Note> risks,
    @Impersonal List<LocalDate> reviewDates) {

  public static final int MAX_ENTRIES = 50;

  /** What the customer needs of a product. */
  public record Need(@Impersonal Code product, @Personal Note need) {}

  /** Who does what until when. */
  public record Action(
      @Personal Label what, @Nullable EmployeeId employeeId, @Impersonal LocalDate due) {}

  public KeyAccountPlan {
    if (aims.isEmpty()) {
      throw Rejection.of("aims", "MISSING", "A plan has at least one aim.");
    }
    aims = checked("aims", aims);
    needs = checked("needs", needs);
    actions = checked("actions", actions);
    risks = checked("risks", risks);
    reviewDates = checked("reviewDates", reviewDates).stream().sorted().distinct().toList();
  }

  private static <T> List<T> checked(String field, List<T> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw Rejection.of(field, "TOO_MANY", "At most " + MAX_ENTRIES + " entries are given.");
    }
    return List.copyOf(entries);
  }
}
