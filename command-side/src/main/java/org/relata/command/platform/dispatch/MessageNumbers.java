package org.relata.command.platform.dispatch;

import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.IdentifierFactory;

/**
 * Names Axon's messages, which never leave the process that makes them: a number will do, where
 * Axon would take three secure random ones for each command. Found by Axon as a service.
 */
public final class MessageNumbers extends IdentifierFactory {

  private final AtomicLong last = new AtomicLong();

  @Override
  public String generateIdentifier() {
    return Long.toString(last.incrementAndGet());
  }
}
