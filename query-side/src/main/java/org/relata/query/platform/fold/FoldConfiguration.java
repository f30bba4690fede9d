package org.relata.query.platform.fold;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.relata.kernel.log.EventCodec;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.log.WakeUp;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine over the folds of all capabilities, each of which declares a {@link FoldSet}. */
@Configuration(proxyBeanMethods = false)
public class FoldConfiguration {

  /** Where a command side in the same process says that it has appended. */
  @Bean
  WakeUp logWakeUp() {
    return new WakeUp();
  }

  @Bean
  FoldNews foldNews() {
    return new FoldNews();
  }

  @Bean
  FoldMetrics foldMetrics(ObjectProvider<MeterRegistry> registry) {
    return new FoldMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  FoldEngine foldEngine(
      FolderPool pool,
      QuerySettings.Source querySource,
      QuerySettings settings,
      ObjectProvider<FoldSet> folds,
      WakeUp log,
      FoldNews news,
      FoldMetrics metrics,
      ObjectProvider<Clock> clock) {
    List<Fold<?, ?>> all =
        folds.orderedStream().<Fold<?, ?>>flatMap(set -> set.folds().stream()).toList();
    return new FoldEngine(
        pool,
        querySource,
        settings.folds(),
        EventCodec.standard(),
        all,
        log,
        news,
        metrics,
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  FoldHealth foldHealth(FoldEngine engine) {
    return new FoldHealth(engine);
  }
}
