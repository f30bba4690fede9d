package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthEndsTest {

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  @Test
  void aMonthEndsWhenItsLastCalendarDayIsClosed() {
    assertThat(MonthEnds.endedBy(day("2024-02-28"), day("2024-02-27"))).isEmpty();
    assertThat(MonthEnds.endedBy(day("2024-02-29"), day("2024-02-28")))
        .isEqualTo(List.of(day("2024-02-29")));
    assertThat(MonthEnds.endedBy(day("2024-01-31"), null)).isEqualTo(List.of(day("2024-01-31")));
  }

  @Test
  void aMonthWhoseLastDayIsNoBusinessDayEndsWithTheNextOne() {
    assertThat(MonthEnds.endedBy(day("2024-04-01"), day("2024-03-29")))
        .isEqualTo(List.of(day("2024-03-31")));
    assertThat(MonthEnds.endedBy(day("2024-04-30"), day("2024-03-29")))
        .isEqualTo(List.of(day("2024-03-31"), day("2024-04-30")));
  }

  @Test
  void aMonthEndsOnce() {
    assertThat(MonthEnds.endedBy(day("2024-04-01"), day("2024-03-31"))).isEmpty();
    assertThat(MonthEnds.endedBy(day("2024-04-02"), day("2024-04-01"))).isEmpty();
  }
}
