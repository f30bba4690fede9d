package org.relata.query.platform.fold;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plain values in the text format of COPY, as UTF-8. */
final class CopyText {

  private byte[] bytes = new byte[1 << 16];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void row(@Nullable Object[] plain, long validFrom, @Nullable Long validTo) {
    for (@Nullable Object value : plain) {
      value(value);
      put('\t');
    }
    ascii(Long.toString(validFrom));
    put('\t');
    if (validTo == null) {
      ascii("\\N");
    } else {
      ascii(Long.toString(validTo));
    }
    put('\n');
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> ascii("\\N");
      case String text -> text(text);
      case BigDecimal decimal -> ascii(decimal.toPlainString());
      case Boolean bool -> put(bool ? 't' : 'f');
      case String[] elements -> array(elements);
      default -> text(value.toString());
    }
  }

  private void array(String[] elements) {
    put('{');
    for (int i = 0; i < elements.length; i++) {
      if (i > 0) {
        put(',');
      }
      put('"');
      text(elements[i].replace("\\", "\\\\").replace("\"", "\\\""));
      put('"');
    }
    put('}');
  }

  private void text(String text) {
    reserve(text.length() * 3 + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i = beyondAscii(text, i);
      } else {
        switch (c) {
          case '\\', '\t', '\n', '\r' -> {
            put('\\');
            put(c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
          }
          default -> put(c);
        }
      }
    }
  }

  /** Writes the character at the place, and gives the place of its last half. */
  private int beyondAscii(String text, int at) {
    int point = text.codePointAt(at);
    if (point < 0x800) {
      put(0xC0 | point >> 6);
    } else if (point < 0x10000) {
      if (Character.isSurrogate((char) point)) {
        throw new IllegalArgumentException("A lone surrogate is no text");
      }
      put(0xE0 | point >> 12);
      put(0x80 | point >> 6 & 0x3F);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | point >> 12 & 0x3F);
      put(0x80 | point >> 6 & 0x3F);
    }
    put(0x80 | point & 0x3F);
    return at + Character.charCount(point) - 1;
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void put(int b) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
