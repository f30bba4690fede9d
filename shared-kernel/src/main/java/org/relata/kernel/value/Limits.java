package org.relata.kernel.value;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The limits of a value that is a string on the wire: of its type, or of one plain string in a
 * record. The JSON Schema repeats them word by word.
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Limits {

  int min() default 1;

  int max();

  /** A regular expression for the whole string; empty for none. */
  String pattern() default "";

  String description() default "";
}
