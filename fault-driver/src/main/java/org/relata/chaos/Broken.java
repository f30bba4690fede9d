package org.relata.chaos;

/** A promise that an injection itself found broken. */
final class Broken extends RuntimeException {
  private final String promise;

  Broken(String promise, String what) {
    super(what);
    this.promise = promise;
  }

  String promise() {
    return promise;
  }
}
