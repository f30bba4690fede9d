package org.relata.architecture.broken.kernel;

import dev.cel.runtime.CelRuntime;
import java.sql.Connection;
import java.time.Year;
import java.time.ZoneOffset;
import org.axonframework.messaging.MetaData;
import org.relata.architecture.broken.command.customer.Wrong.RollsDice;
import org.springframework.core.env.Environment;

/** What a kernel may not do. */
public interface Wrong {

  record AsksSpring(Environment environment) {}

  record AsksAxon(MetaData metadata) {}

  record AsksJdbc(Connection connection) {}

  record AsksASide(RollsDice dice) {}

  record EvaluatesCel(CelRuntime runtime) {}

  record AsksTheTime(Year year) {
    public AsksTheTime() {
      this(Year.now(ZoneOffset.UTC));
    }
  }
}
