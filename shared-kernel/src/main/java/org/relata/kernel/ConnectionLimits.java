package org.relata.kernel;

import java.util.Map;

/**
 * What those who connect may cost a program, whoever they are: the same for both sides and for the
 * program that holds both, therefore told here, by name and value alone. {@code
 * StubbornConnectionsTest} shows what they are good for.
 */
public final class ConnectionLimits {

  private static final int CARRIERS_PER_PROCESSOR = 2;

  private ConnectionLimits() {}

  /**
   * Settings of Spring Boot that a program starts with; those that it is given go before.
   *
   * <ul>
   *   <li>The first request, the next bytes of a body and the next reading of an answer are waited
   *       for no longer than {@code connection-timeout}.
   *   <li>A connection costs some 100 KB of heap, more when its request is in work: {@code
   *       max-connections} of them fit into a heap of 512 MB. Others wait until one ends.
   *   <li>{@code accept-count} connections wait to be taken. Whoever finds no place there tries
   *       again after one second, then two, then four, however idle the program is by then.
   * </ul>
   */
  public static Map<String, Object> settings() {
    return Map.of(
        "server.max-http-request-header-size", "16KB",
        "server.tomcat.connection-timeout", "20s",
        "server.tomcat.keep-alive-timeout", "30s",
        "server.tomcat.max-connections", "3072",
        "server.tomcat.accept-count", "1024");
  }

  /**
   * Attributes of Tomcat's connector for which Spring Boot has no settings, in bytes.
   *
   * <ul>
   *   <li>{@code socket.txBufSize}: what is written for a client that has stopped reading before
   *       the program stops working for it. Left to itself, Linux takes 2 to 4 MB, which are twelve
   *       thousand answers of a stream of commands. A single connection carries at most about this
   *       much per round trip.
   *   <li>{@code socket.appReadBufSize}: what is read ahead, kept twice by each connection. Lines
   *       of a stream are decided together as far as they were read ahead.
   * </ul>
   */
  public static Map<String, String> buffers() {
    return Map.of("socket.txBufSize", "65536", "socket.appReadBufSize", "16384");
  }

  /**
   * To be called before anything else: gives virtual threads two threads of the operating system
   * for each processor instead of one.
   *
   * <p>A virtual thread that another one wakes comes before those that are woken from outside, as a
   * new request is. With one thread per processor a hundred requests in work kept new ones from
   * beginning until they were done, for 20 seconds and more; with several, the operating system
   * divides the time. With sixteen it did so at the price of a third of all answers per second.
   */
  public static void shareProcessors() {
    String name = "jdk.virtualThreadScheduler.parallelism";
    if (System.getProperty(name) == null) {
      int carriers = CARRIERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
      System.setProperty(name, Integer.toString(carriers));
    }
  }
}
