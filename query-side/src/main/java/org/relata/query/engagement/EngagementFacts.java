package org.relata.query.engagement;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relata.kernel.engagement.Channel;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.View;

/** How often customers were met: what the cost of serving them is computed from. */
public final class EngagementFacts {

  /** Contacts of one day and channel. */
  public record Met(LocalDate on, Channel channel, int times) {}

  private static final String CONTACTS =
      """
      SELECT {c.customerId}, {c.on}, {c.channel}, count(*) FROM {c.rows}
      WHERE {c.at} AND {c.customerId} = ANY({customers}) AND {c.on} BETWEEN {from} AND {to}
      GROUP BY {c.customerId}, {c.on}, {c.channel}
      ORDER BY {c.on}, {c.channel}
      """;

  private EngagementFacts() {}

  /** What the facts are folded by. */
  public static List<Fold<?, ?>> folds() {
    return List.of(new ContactFold());
  }

  /** The contacts with some customers in the days from the one to the other. */
  public static Map<String, List<Met>> contacts(
      Set<String> customers, LocalDate from, LocalDate to, View view) {
    return new FigureSql(view)
        .rows("c", ContactFold.TABLE)
        .value("customers", customers.toArray(String[]::new))
        .value("from", from)
        .value("to", to)
        .grouped(
            CONTACTS,
            row ->
                new Met(
                    row.get(1, LocalDate.class),
                    Channel.valueOf(row.get(2, String.class)),
                    row.get(3, Integer.class)));
  }
}
