package org.relata.command.holding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.relata.kernel.log.Json;
import tools.jackson.databind.json.JsonMapper;

/** Tells equal facts from others without keeping them. */
final class Fingerprint {

  private static final JsonMapper JSON = Json.mapper();
  private static final int BYTES = 16;

  private Fingerprint() {}

  /** Of what kind the facts are, and the facts themselves, in an order that does not vary. */
  static String of(String kind, Object facts) {
    byte[] hash = sha256(kind + " " + JSON.writeValueAsString(facts));
    return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
