package org.relata.command.platform.http;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.relata.postgres.Database;

/** A command side in a process of its own, so that a test can give it little memory. */
final class SmallServer {

  static final String READY = "ready on ";

  private SmallServer() {}

  public static void main(String[] args) throws InterruptedException {
    CommandServer server = CommandServer.start(new Database(args[0], args[1], args[2]));
    new PrintStream(new FileOutputStream(FileDescriptor.out), true).println(READY + server.port());
    new CountDownLatch(1).await();
  }
}
