package org.relata.query.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The query side's connections. They are types of their own, never plain data sources, so that they
 * cannot be taken for those of a command side in the same process.
 */
@Configuration(proxyBeanMethods = false)
public class Database {

  @Bean
  QuerySettings.Source querySource(QuerySettings settings, Environment environment) {
    QuerySettings.@Nullable Source own = settings.datasource();
    return own != null
        ? own
        : new QuerySettings.Source(
            environment.getRequiredProperty("spring.datasource.url"),
            environment.getProperty("spring.datasource.username"),
            environment.getProperty("spring.datasource.password"));
  }

  @Bean
  FolderPool folderPool(QuerySettings.Source querySource, QuerySettings settings) {
    return new FolderPool(querySource, settings.folds().frozen());
  }

  @Bean
  ReaderPool readerPool(QuerySettings.Source querySource, QuerySettings settings) {
    return new ReaderPool(querySource, settings.readerConnections());
  }
}
