package org.relata.architecture.broken.query.platform;

import org.relata.architecture.broken.query.customer.Wrong.AsksTheDate;

/** What a platform may not do. */
public interface Wrong {

  record KnowsACapability(AsksTheDate date) {}
}
