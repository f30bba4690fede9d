package org.relata.architecture.broken.query.customer.util;

/** Whatever it does, nobody finds it here. */
public interface Wrong {}
