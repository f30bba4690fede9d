package org.relata.kernel;

import java.util.regex.Pattern;

/**
 * A name given by whoever registers a thing: 1 to 64 characters, letters, digits, dot, dash and
 * underscore, beginning with a letter or a digit. On the wire it is a plain string.
 */
public interface Identifier {

  int MAX_LENGTH = 64;
  String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  String value();

  /** Refuses what is no identifier; called by the constructor of every identifier. */
  static String checked(String value) {
    if (!Shape.IDENTIFIER.matcher(value).matches()) {
      throw new Rejection(
          "INVALID_IDENTIFIER",
          "An identifier has 1 to 64 letters, digits, dots, dashes or underscores and begins with"
              + " a letter or a digit.");
    }
    return value;
  }

  /** Holds the compiled pattern, which an interface should not show. */
  final class Shape {
    private static final Pattern IDENTIFIER = Pattern.compile(PATTERN);

    private Shape() {}
  }
}
