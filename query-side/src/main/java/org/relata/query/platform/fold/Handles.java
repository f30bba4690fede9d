package org.relata.query.platform.fold;

/** What a method handle throws, as an unchecked exception: records throw no other. */
final class Handles {

  private Handles() {}

  static RuntimeException rethrown(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new IllegalStateException(thrown);
    };
  }
}
