package org.relata.standalone.demo;

import org.relata.command.platform.dispatch.Dispatching;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the demo bank into an empty log unless {@code relata.demo.bank} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "relata.demo.bank", matchIfMissing = true)
public class Demo {

  @Bean
  DemoLoader demoLoader(Dispatching dispatching) {
    return new DemoLoader(dispatching);
  }
}
