package org.relata.query.platform.fold;

import java.util.function.UnaryOperator;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.log.Recorded;

/** A fold of names that a test can trip up. */
final class Probe implements Fold<CustomerEvent, Probe.Row> {

  record Row(CustomerId customerId, String name) {}

  static final RowTable<Row> TABLE = RowTable.of("probe", Row.class).key("customerId").build();

  private final int version;
  private volatile UnaryOperator<String> rule;

  Probe(int version, UnaryOperator<String> rule) {
    this.version = version;
    this.rule = rule;
  }

  /** Folds names as they are. */
  Probe() {
    this(1, name -> name);
  }

  void rule(UnaryOperator<String> changed) {
    rule = changed;
  }

  @Override
  public Class<CustomerEvent> events() {
    return CustomerEvent.class;
  }

  @Override
  public RowTable<Row> table() {
    return TABLE;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public void apply(Recorded<? extends CustomerEvent> recorded, Rows<Row> rows) {
    if (recorded.event() instanceof CustomerRegistered e) {
      rows.put(
          Key.of(e.customerId()), row -> new Row(e.customerId(), rule.apply(e.name().value())));
    } else if (recorded.event() instanceof CustomerRenamed e) {
      rows.next(
          Key.of(e.customerId()), row -> new Row(e.customerId(), rule.apply(e.name().value())));
    }
  }
}
