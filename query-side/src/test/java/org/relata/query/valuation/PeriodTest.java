package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

  @ParameterizedTest
  @CsvSource({
    "2026-04-30, 2026-04-01, 2025-05-01",
    "2026-02-28, 2026-02-01, 2025-03-01",
    "2024-02-29, 2024-02-01, 2023-03-01",
    "2025-02-28, 2025-02-01, 2024-03-01",
    "2026-03-30, 2026-03-01, 2025-03-31",
    "2026-03-28, 2026-03-01, 2025-03-29",
    "2026-05-15, 2026-04-16, 2025-05-16"
  })
  void aMonthAndAYearThatEndWithADayBeginWhereNoOtherEndsWithIt(
      LocalDate day, LocalDate month, LocalDate year) {
    Period period = Period.yearTo(day);
    assertThat(period.from()).isEqualTo(year);
    assertThat(period.monthBefore(1).plusDays(1)).isEqualTo(month);
    assertThat(period.monthBefore(12).plusDays(1)).isEqualTo(year);
  }
}
