package org.relata.kernel.value;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The limits of a value that is a string on the wire. The JSON Schema repeats them word by word.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Limits {

  int min() default 1;

  int max();

  /** A regular expression for the whole string; empty for none. */
  String pattern() default "";

  String description() default "";
}
