package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Label;
import org.relata.query.customer.CustomerHistory;
import org.relata.query.customer.Customers;

class StoppedFoldTest {

  static CustomerRegistered registered(int number, String name) {
    return new CustomerRegistered(
        new CustomerId("C-" + number),
        CustomerKind.PERSONAL,
        new Label(name),
        List.of(),
        Profile.EMPTY);
  }

  static List<CustomerEvent> hundredWithPoisonAt(int place) {
    List<CustomerEvent> events = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      events.add(registered(i, i == place ? "poison" : "name " + i));
    }
    return events;
  }

  private static List<Fold<?, ?>> with(Probe probe) {
    List<Fold<?, ?>> folds = new ArrayList<>(Customers.folds().folds());
    folds.add(probe);
    return folds;
  }

  private static void stopsOnlyItsFoldAndLevelsAfterwards(UnaryOperator<String> bug, String error) {
    LogFixture log = LogFixture.withLog();
    log.append(hundredWithPoisonAt(58));
    Probe probe = new Probe(1, bug);
    try (RunningEngine engine = new RunningEngine(log, 1_000, with(probe)).level()) {
      FoldStatus.OfFold stopped = engine.fold("probe");
      assertThat(stopped.position()).isEqualTo(57);
      assertThat(stopped.failedEvent()).isEqualTo(58);
      assertThat(stopped.error()).contains(error);
      assertThat(log.versions(Probe.TABLE)).hasSize(57);
      assertThat(engine.fold("customer").stopped()).isFalse();

      assertThat(engine.engine().retry("probe")).isTrue();
      LogFixture.await("the second failure", () -> engine.engine().status().builds().isEmpty());
      assertThat(engine.fold("probe").position()).isEqualTo(57);

      probe.rule(name -> name);
      log.append(new CustomerRenamed(new CustomerId("C-1"), new Label("renamed")));
      assertThat(engine.engine().retry("probe")).isTrue();
      LogFixture.await("the probe runs", () -> !engine.fold("probe").stopped());
      engine.level();
      assertThat(log.versions(Probe.TABLE)).hasSize(101);
      log.append(new CustomerRenamed(new CustomerId("C-1"), new Label("again")));
      engine.level();
      assertThat(log.versions(Probe.TABLE)).hasSize(102);
      assertThat(engine.engine().retry("probe")).isFalse();
    }
  }

  @Test
  void aFoldThatThrowsStopsBeforeTheEventAndLevelsWhenTheCauseIsGone() {
    stopsOnlyItsFoldAndLevelsAfterwards(
        name -> {
          if (name.equals("poison")) {
            throw new IllegalStateException("cannot digest");
          }
          return name;
        },
        "cannot digest");
  }

  @Test
  void aRowThatTheDatabaseRefusesIsFoundInItsBatch() {
    stopsOnlyItsFoldAndLevelsAfterwards(
        name -> name.equals("poison") ? "nul \u0000" : name, "0x00");
  }

  @Test
  void aRowThatCannotBeWrittenIsFoundInItsBatch() {
    stopsOnlyItsFoldAndLevelsAfterwards(
        name -> name.equals("poison") ? "half \ud800" : name, "surrogate");
  }

  @Test
  void anUnknownEventStopsTheWholeGroupWithThoseThatFollowAndIsNeverSkipped() {
    LogFixture log = LogFixture.withLog();
    log.append(new CustomerHistory(5, 5).next(50));
    try (RunningEngine engine = new RunningEngine(log, 1_000, with(new Probe())).level()) {
      log.append(new CustomerHistory(6, 5).next(0));
      log.appendUnknown("future.Thing");
      log.append(registered(1_000, "after"));
      LogFixture.await(
          "the main group blocked",
          () ->
              engine.engine().status().groups().stream()
                  .anyMatch(group -> group.failedEvent() != null));
      assertThat(engine.engine().waiting()).contains("future.Thing").contains("51");
      assertThat(new FoldHealth(engine.engine()).health().getStatus().getCode()).isEqualTo("DOWN");
      assertThat(engine.engine().status().groups()).allMatch(group -> group.position() == 50);
      assertThat(engine.engine().status().folds()).noneMatch(FoldStatus.OfFold::stopped);
    }
  }
}
