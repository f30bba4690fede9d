package org.relata.query.platform.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in a listing: the incarnation and position of the log at which the listing was read, what
 * listing it was (its field, filter, order and parent, as a fingerprint), and the values of the
 * order columns of the row, the key's last. Paging on from a cursor reads at its position, so that
 * all pages show one picture. To clients it is opaque; the checksum tells accidents apart from
 * cursors, and nothing in a cursor is trusted: values are parsed by type and bound as parameters.
 */
record Cursor(UUID incarnation, long position, long scope, List<@Nullable String> values) {

  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + 16 + 8 + 8 + 1;
  private static final int MAX_TEXT = 65_536;

  String text() {
    List<byte @Nullable []> parts = new ArrayList<>();
    int size = HEADER;
    for (@Nullable String value : values) {
      byte @Nullable [] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
      parts.add(bytes);
      size += 4 + (bytes == null ? 0 : bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(size + 4);
    buffer
        .put(FORMAT)
        .putLong(incarnation.getMostSignificantBits())
        .putLong(incarnation.getLeastSignificantBits())
        .putLong(position)
        .putLong(scope)
        .put((byte) parts.size());
    for (byte @Nullable [] bytes : parts) {
      if (bytes == null) {
        buffer.putInt(-1);
      } else {
        buffer.putInt(bytes.length).put(bytes);
      }
    }
    buffer.putInt(checksum(buffer.array(), size));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  static Cursor parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw invalid();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int size = bytes.length - 4;
      if (size < HEADER || buffer.getInt(size) != checksum(bytes, size) || buffer.get() != FORMAT) {
        throw invalid();
      }
      UUID incarnation = new UUID(buffer.getLong(), buffer.getLong());
      long position = buffer.getLong();
      long scope = buffer.getLong();
      int count = buffer.get();
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int length = buffer.getInt();
        if (length > buffer.remaining()) {
          throw invalid();
        }
        values.add(length < 0 ? null : new String(read(buffer, length), StandardCharsets.UTF_8));
      }
      if (buffer.position() != size) {
        throw invalid();
      }
      return new Cursor(incarnation, position, scope, values);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw invalid();
    }
  }

  static GraphRefusal invalid() {
    return new GraphRefusal("INVALID_CURSOR", "This is no cursor that this field gave.");
  }

  /** The fingerprint of what a listing was asked for. */
  static long scope(Object... parts) {
    byte[] bytes = Arrays.deepToString(parts).getBytes(StandardCharsets.UTF_8);
    long hash = 0xcbf29ce484222325L;
    for (byte part : bytes) {
      hash = (hash ^ part) * 0x100000001b3L;
    }
    return hash;
  }

  private static byte[] read(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
