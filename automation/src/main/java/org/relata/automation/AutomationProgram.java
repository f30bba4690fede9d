package org.relata.automation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The automations as a program of their own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Automation.class)
public class AutomationProgram {

  public static void main(String[] arguments) {
    SpringApplication program = new SpringApplication(AutomationProgram.class);
    program.setKeepAlive(true);
    program.run(arguments);
  }
}
