package org.relata.driver;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerCommand.RenameCustomer;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import tools.jackson.databind.JsonNode;

/** Callers that send commands until they are told to stop, and enter each answer in a ledger. */
public final class Load implements AutoCloseable {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile boolean running = true;

  public Load(List<RelataClient> clients, int callers, Ledger ledger) {
    for (int i = 0; i < callers; i++) {
      RelataClient client = clients.get(i % clients.size());
      threads.submit(() -> run(client, ledger));
    }
  }

  private void run(RelataClient client, Ledger ledger) {
    while (running) {
      long number = NUMBERS.incrementAndGet();
      String id = "load-" + number;
      try {
        JsonNode answer =
            number % 3 == 0 ? client.send(id, rename(number)) : client.send(id, register(number));
        if (answer.path("outcome").asString("").equals("STORED")) {
          ledger.acknowledge(id, answer.path("position").longValue());
          acknowledged.incrementAndGet();
        }
      } catch (Exception e) {
        // The program was killed: the outcome is unknown, and nothing is entered.
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RegisterCustomer register(long number) {
    return new RegisterCustomer(
        new CustomerId("load-" + number),
        CustomerKind.PERSONAL,
        new Label("客户 " + number),
        List.of(new IdentityDocument(new Code("ID_CARD"), "L" + number)),
        null);
  }

  private static RenameCustomer rename(long number) {
    long earlier = Math.max(1, number - 50 - number % 7);
    return new RenameCustomer(new CustomerId("load-" + earlier), new Label("新名 " + number));
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    running = false;
    threads.close();
  }
}
