package org.relata.kernel.customer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Limits;

/**
 * A document that proves who somebody is; it belongs to one living customer. Numbers are compared
 * without regard to case and blanks.
 *
 * @param type dictionary code, for example {@code ID_CARD}, {@code PASSPORT}, {@code USCC}
 */
@Personal
public record IdentityDocument(
    Code type,
    @Limits(
            max = IdentityDocument.MAX_LENGTH * 2,
            description =
                "At most 40 letters, digits, dashes, slashes or brackets; blanks are dropped")
        String number) {

  public static final int MAX_LENGTH = 40;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Z\\p{IsHan}/()-]{1,40}");

  public IdentityDocument {
    if (number.length() > MAX_LENGTH * 2) {
      throw refused();
    }
    number = number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    if (!SHAPE.matcher(number).matches()) {
      throw refused();
    }
  }

  /** A name for the document's own stream that does not show the number. */
  public String fingerprint() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((type.value() + '\n' + number).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static Rejection refused() {
    return Rejection.of(
        "number",
        "INVALID_DOCUMENT_NUMBER",
        "A document number has 1 to 40 letters, digits, dashes, slashes or brackets.");
  }
}
