package org.relata.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request as it goes over the wire, for client libraries would not send most of them. It is the
 * same for the same seed and index: {@value #TOKEN} in a header stands for a good token, which is
 * not.
 *
 * @param kind what attack it is, for counting and for finding it again
 * @param headers whole lines, {@code Content-Length} included
 * @param endsEarly whether the client says that nothing more comes, although more was promised
 * @param mayBeCut whether the server may end the connection before it has read all, so that the
 *     answer can be lost
 */
record HostileRequest(
    String kind,
    String startLine,
    List<String> headers,
    byte[] body,
    boolean endsEarly,
    boolean mayBeCut) {

  static final String TOKEN = "{token}";
  static final String GOOD_TOKEN = "Authorization: Bearer " + TOKEN;
  private static final Pattern COMMAND_ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

  /** What an honest client would make of this body. */
  static HostileRequest post(String kind, String path, String contentType, byte[] body) {
    return new HostileRequest(
        kind,
        "POST " + path + " HTTP/1.1",
        List.of(
            "Host: 127.0.0.1",
            GOOD_TOKEN,
            "Content-Type: " + contentType,
            "Content-Length: " + body.length),
        body,
        false,
        false);
  }

  HostileRequest as(String other) {
    return new HostileRequest(other, startLine, headers, body, endsEarly, mayBeCut);
  }

  HostileRequest startingWith(String line) {
    return new HostileRequest(kind, line, headers, body, endsEarly, mayBeCut);
  }

  /** With a header instead of those of its name. */
  HostileRequest with(String header) {
    return without(header.substring(0, header.indexOf(':'))).and(header);
  }

  HostileRequest without(String name) {
    List<String> others =
        headers.stream()
            .filter(line -> !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .toList();
    return new HostileRequest(kind, startLine, others, body, endsEarly, mayBeCut);
  }

  /** With one more header, even if there is one of its name. */
  HostileRequest and(String header) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    return new HostileRequest(kind, startLine, more, body, endsEarly, mayBeCut);
  }

  /** Other bytes behind the headers; what the headers say of their length stays. */
  HostileRequest carrying(byte[] other) {
    return new HostileRequest(kind, startLine, headers, other, endsEarly, mayBeCut);
  }

  HostileRequest endingEarly() {
    return new HostileRequest(kind, startLine, headers, body, true, mayBeCut);
  }

  HostileRequest perhapsCut() {
    return new HostileRequest(kind, startLine, headers, body, endsEarly, true);
  }

  /** The ids of the commands in it, as far as they can be read. */
  List<String> commandIds() {
    return COMMAND_ID
        .matcher(new String(body, StandardCharsets.ISO_8859_1))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  boolean wantsNoBody() {
    return startLine.startsWith("HEAD ");
  }

  byte[] bytes(String token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(startLine).append("\r\n");
    headers.forEach(line -> head.append(line.replace(TOKEN, token)).append("\r\n"));
    // Headers are sent as they are: one byte for each character.
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** Enough of it to see what it was; the rest is made again from its seed and index. */
  String shown() {
    String content = new String(body, StandardCharsets.UTF_8);
    return startLine
        + "\n"
        + String.join("\n", headers.stream().map(HostileRequest::cut).toList())
        + "\n\n"
        + cut(content);
  }

  private static String cut(String text) {
    return text.length() <= 1_500 ? text : text.substring(0, 1_500) + "... " + text.length();
  }
}
