package org.relata.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.relata.command.platform.Actor;
import org.relata.command.platform.CommandSettings;
import org.relata.command.platform.Decider;
import org.relata.command.platform.catalogue.CatalogueController;
import org.relata.command.platform.catalogue.CommandTypes;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.command.platform.docs.DocsPage;
import org.relata.command.platform.docs.DocsProperties;
import org.relata.command.platform.http.CommandController;
import org.relata.command.platform.http.ContainerRefusals;
import org.relata.command.platform.http.EnvelopeReader;
import org.relata.command.platform.http.HttpRefusals;
import org.relata.command.platform.log.AppendListener;
import org.relata.command.platform.log.LogDatabase;
import org.relata.kernel.ConnectionLimits;
import org.relata.kernel.log.EventCodec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** Puts the command side together, for its own program and for the standalone one. */
@Configuration(proxyBeanMethods = false)
@Import(DocsPage.class)
@EnableConfigurationProperties({
  CommandSettings.class,
  DataSourceProperties.class,
  DocsProperties.class
})
@ComponentScan(
    useDefaultFilters = false,
    includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Decider.class),
    excludeFilters =
        @Filter(type = FilterType.REGEX, pattern = "org\\.relata\\.command\\.platform\\..*"))
public class CommandSide {

  @Bean
  LogDatabase logDatabase(
      CommandSettings settings, DataSourceProperties shared, ObjectProvider<Clock> clock) {
    CommandSettings.Source source = settings.datasource();
    if (source == null) {
      source =
          new CommandSettings.Source(
              shared.determineUrl(), shared.determineUsername(), shared.determinePassword());
    }
    return new LogDatabase(source, settings.connections(), clock.getIfAvailable(Clock::systemUTC));
  }

  /** After all beans were made, for meanwhile the database may be starting too. */
  @Bean
  SmartInitializingSingleton logMigration(LogDatabase database) {
    return database::migrate;
  }

  @Bean
  Dispatching dispatching(
      LogDatabase database,
      List<Decider<?>> deciders,
      CommandSettings settings,
      MeterRegistry meters,
      ObjectProvider<AppendListener> listeners) {
    List<AppendListener> told = listeners.orderedStream().toList();
    return new Dispatching(
        database,
        deciders,
        EventCodec.standard(),
        meters,
        () -> told.forEach(AppendListener::appended),
        settings.cachedStreams());
  }

  @Bean
  CommandTypes commandTypes(Dispatching dispatching) {
    return new CommandTypes(dispatching.deciders().commands());
  }

  @Bean
  CommandController commandController(
      CommandTypes types,
      Dispatching dispatching,
      Supplier<Actor> actors,
      ObjectProvider<Clock> clock) {
    return new CommandController(
        new EnvelopeReader(types, clock.getIfAvailable(Clock::systemUTC)),
        dispatching.dispatcher(),
        actors);
  }

  @Bean
  CatalogueController catalogueController(CommandTypes types, DocsProperties docs) {
    return new CatalogueController(types, docs.tokenUri().toString());
  }

  @Bean
  HttpRefusals httpRefusals() {
    return new HttpRefusals();
  }

  @Bean
  ContainerRefusals containerRefusals() {
    return new ContainerRefusals();
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> commandConnections() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> ConnectionLimits.buffers().forEach(connector::setProperty));
  }
}
