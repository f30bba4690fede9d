package org.relata.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The event guards a rule beside another event that tells what happened: a document is claimed when
 * a customer is registered, a place is taken when a customer is assigned. It stands in the log and
 * in no timeline.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bookkeeping {}
