package org.relata.query.platform.graph;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings as an application has them that sets nothing. */
final class Settings {

  private Settings() {}

  static GraphSettings defaults() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("relata.query.graphql", GraphSettings.class);
  }
}
