package org.relata.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * What an attacker with a token has seen: identifiers, cursors, the incarnation and the head of the
 * log; and what can be forged of it.
 *
 * @param identifiers by the names of arguments that take them
 */
record KnownThings(
    String incarnation, long head, List<String> cursors, Map<String, List<String>> identifiers) {

  String identifier(String name, RandomGenerator random) {
    List<String> all = identifiers.getOrDefault(name, List.of("unknown", "c0001", "CNY", "a"));
    return NastyValues.oneOf(all, random);
  }

  String position(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> "0";
      case 1 -> "-1";
      case 2 -> Long.toString(Long.MAX_VALUE);
      case 3 -> Long.toString(Long.MIN_VALUE);
      case 4 -> "9223372036854775808";
      default -> Long.toString(1 + random.nextLong(head));
    };
  }

  String incarnation(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 1 -> NastyValues.text(random);
      default -> incarnation;
    };
  }

  /** A real cursor, a changed one, or one that is forged with a right checksum. */
  String cursor(RandomGenerator random) {
    String real = NastyValues.oneOf(cursors, random);
    return switch (random.nextInt(7)) {
      case 0 -> real.substring(0, random.nextInt(real.length()));
      case 1 -> NastyValues.text(random);
      case 2 ->
          Base64.getUrlEncoder().encodeToString(NastyValues.bytes(random, random.nextInt(99)));
      case 3, 4 -> forged(real, random);
      case 5 -> real.repeat(1 + random.nextInt(20));
      default -> real;
    };
  }

  /** The form of a cursor is no secret: another position, other values, a right checksum. */
  private static String forged(String real, RandomGenerator random) {
    ByteBuffer old = ByteBuffer.wrap(Base64.getUrlDecoder().decode(real));
    ByteBuffer made = ByteBuffer.allocate(4_096);
    made.put(old.get()).putLong(old.getLong()).putLong(old.getLong());
    long position = old.getLong();
    made.putLong(random.nextBoolean() ? position : random.nextLong());
    made.putLong(old.getLong());
    int count = random.nextInt(4);
    made.put((byte) (random.nextInt(10) == 0 ? -1 : count));
    for (int i = 0; i < count; i++) {
      byte[] value = NastyValues.text(random).getBytes(StandardCharsets.UTF_8);
      int length = Math.min(value.length, 500);
      switch (random.nextInt(6)) {
        case 0 -> made.putInt(-1);
        case 1 -> made.putInt(Integer.MAX_VALUE);
        case 2 -> made.putInt(Integer.MIN_VALUE);
        default -> made.putInt(length).put(value, 0, length);
      }
    }
    CRC32C checksum = new CRC32C();
    checksum.update(made.array(), 0, made.position());
    made.putInt((int) checksum.getValue());
    byte[] bytes = java.util.Arrays.copyOf(made.array(), made.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
