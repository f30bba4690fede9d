package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

class RowTableTest {

  record Everything(
      CustomerId customerId,
      LocalDate from,
      CustomerKind kind,
      @Nullable CustomerKind formerKind,
      Label name,
      boolean open,
      int count,
      long total,
      @Nullable Integer weight,
      BigDecimal share,
      Money balance,
      @Nullable Money limit,
      Instant at,
      UUID token,
      List<String> words,
      List<Code> regions,
      Map<Code, Label> attributes) {}

  private static final RowTable<Everything> TABLE =
      RowTable.of("everything", Everything.class)
          .key("customerId", "from")
          .index("kind")
          .trigram("name")
          .elements("words")
          .build();

  static Everything row() {
    return new Everything(
        new CustomerId("C-1"),
        LocalDate.of(2026, 1, 2),
        CustomerKind.CORPORATE,
        null,
        new Label("招商 \\ \"quoted\""),
        true,
        1,
        2,
        null,
        new BigDecimal("0.50"),
        Money.of("1.50", "CNY"),
        null,
        Instant.parse("2026-01-02T03:04:05.123456Z"),
        new UUID(1, 2),
        List.of("a", "", "b,c"),
        List.of(new Code("East")),
        Map.of(new Code("k"), new Label("v")));
  }

  @Test
  void componentsBecomeColumns() {
    assertThat(TableSql.create(TABLE, "everything_1").getFirst())
        .isEqualTo(
            """
            CREATE TABLE read."everything_1" (
              "customer_id" text NOT NULL,
              "from" date NOT NULL,
              "kind" text NOT NULL,
              "former_kind" text,
              "name" text NOT NULL,
              "open" boolean NOT NULL,
              "count" integer NOT NULL,
              "total" bigint NOT NULL,
              "weight" integer,
              "share" numeric NOT NULL,
              "balance" numeric NOT NULL,
              "balance_currency" text NOT NULL,
              "limit" numeric,
              "limit_currency" text,
              "at" timestamptz NOT NULL,
              "token" uuid NOT NULL,
              "words" text[] NOT NULL,
              "regions" text[] NOT NULL,
              "attributes" jsonb NOT NULL,
              "valid_from" bigint NOT NULL,
              "valid_to" bigint)\
            """);
  }

  @Test
  void aRowSurvivesTheWayThroughItsPlainValues() {
    assertThat(TABLE.row(TABLE.plain(row()), 0)).isEqualTo(row());
    assertThat(TABLE.keyOf(row())).isEqualTo(Key.of(new CustomerId("C-1"), row().from()));
  }

  @Test
  void aKeyMayNotBeAbsent() {
    assertThatThrownBy(() -> RowTable.of("bad", Everything.class).key("formerKind"))
        .hasMessageContaining("formerKind");
  }
}
