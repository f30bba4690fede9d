package org.relata.kernel.value;

import java.text.Normalizer;
import org.relata.kernel.Rejection;

/**
 * The checks that every text shares. Besides length they refuse what would deceive a reader or
 * break a store: control characters, NUL, lone surrogates and characters that turn the direction of
 * writing. Text is kept trimmed and in Unicode form C, so that equal names are equal bytes.
 */
final class Texts {

  private Texts() {}

  static String checked(String text, int maxLength, boolean lines) {
    if (text.length() > maxLength * 4) {
      throw tooLong(maxLength);
    }
    String kept = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    if (kept.isEmpty()) {
      throw new Rejection("BLANK", "This text must not be blank.");
    }
    if (kept.codePointCount(0, kept.length()) > maxLength) {
      throw tooLong(maxLength);
    }
    if (!kept.codePoints().allMatch(point -> allowed(point, lines))) {
      throw new Rejection(
          "FORBIDDEN_CHARACTER",
          "This text holds a control character, a lone surrogate or a change of writing"
              + " direction.");
    }
    return kept;
  }

  private static boolean allowed(int point, boolean lines) {
    if (point == '\n' || point == '\t' || point == '\r') {
      return lines;
    }
    boolean turnsDirection =
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    return !Character.isISOControl(point) && !turnsDirection && !surrogate;
  }

  private static Rejection tooLong(int maxLength) {
    return new Rejection("TOO_LONG", "This text may have at most " + maxLength + " characters.");
  }
}
