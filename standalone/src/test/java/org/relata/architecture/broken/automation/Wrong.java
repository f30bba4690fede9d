package org.relata.architecture.broken.automation;

import org.relata.architecture.broken.command.customer.Wrong.RollsDice;
import org.relata.architecture.broken.query.customer.Wrong.AsksTheDate;

/** What an automation may not do. */
public interface Wrong {

  record AsksTheCommandSide(RollsDice dice) {}

  record AsksTheQuerySide(AsksTheDate date) {}
}
