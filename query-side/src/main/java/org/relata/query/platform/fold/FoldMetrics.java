package org.relata.query.platform.fold;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code relata.fold.lag.events} and {@code relata.fold.lag} (seconds) per group, {@code
 * relata.fold.batch} (events) and {@code relata.fold.time} per batch, {@code relata.fold.stopped}.
 */
public final class FoldMetrics {

  private record Meters(
      AtomicLong events, AtomicLong millis, DistributionSummary batch, Timer time) {}

  private final Map<Group, Meters> meters = new EnumMap<>(Group.class);
  private final AtomicLong stopped;

  public FoldMetrics(MeterRegistry registry) {
    for (Group group : Group.values()) {
      String name = group.name();
      AtomicLong events = new AtomicLong();
      AtomicLong millis = new AtomicLong();
      Gauge.builder("relata.fold.lag.events", events, AtomicLong::get)
          .tag("group", name)
          .register(registry);
      TimeGauge.builder("relata.fold.lag", millis, TimeUnit.MILLISECONDS, AtomicLong::get)
          .tag("group", name)
          .register(registry);
      meters.put(
          group,
          new Meters(
              events,
              millis,
              DistributionSummary.builder("relata.fold.batch")
                  .tag("group", name)
                  .register(registry),
              Timer.builder("relata.fold.time").tag("group", name).register(registry)));
    }
    stopped = registry.gauge("relata.fold.stopped", new AtomicLong());
  }

  private Meters of(Group group) {
    return Objects.requireNonNull(meters.get(group));
  }

  void lag(Group group, long events, Duration age) {
    of(group).events().set(events);
    of(group).millis().set(events == 0 ? 0 : Math.max(0, age.toMillis()));
  }

  void folded(Group group, int events, Duration took) {
    of(group).batch().record(events);
    of(group).time().record(took);
  }

  void stopped(long folds) {
    stopped.set(folds);
  }

  /** How many events the group was behind when it was last looked at. */
  public long lagEvents(Group group) {
    return of(group).events().get();
  }
}
