package org.relata.kernel;

/**
 * Names one stream of events: its type and the identifier of what it is about, written {@code
 * customer/C-1}. Versions count from 0 within a stream.
 */
public record StreamId(String type, String id) {

  public StreamId {
    if (type.isEmpty() || type.indexOf('/') >= 0 || id.isEmpty()) {
      throw new IllegalArgumentException("Not a stream: '" + type + "' / '" + id + "'");
    }
  }

  public static StreamId parse(String name) {
    int slash = name.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("Not a stream name: " + name);
    }
    return new StreamId(name.substring(0, slash), name.substring(slash + 1));
  }

  public String name() {
    return type + "/" + id;
  }

  @Override
  public String toString() {
    return name();
  }
}
