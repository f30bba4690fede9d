package org.relata.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which an event is stored for ever, whatever its Java class will be called. The
 * revision counts changes of the payload's shape; an {@link org.relata.kernel.log.Upcaster} leads
 * from each older revision to the next.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

  /** {@code capability.RecordName}. */
  String value();

  int revision() default 1;
}
