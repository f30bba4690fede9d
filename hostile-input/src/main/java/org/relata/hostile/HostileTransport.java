package org.relata.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What is wrong with a request around its body: who asks, how, where, with which headers. */
final class HostileTransport {

  private interface Attack {
    HostileRequest on(HostileRequest request, RandomGenerator random);
  }

  /** What may stand as an address in the first line of a request. */
  private static final Pattern ADDRESS = Pattern.compile("[\\w/.%?=&:*~+-]*");

  private static final List<String> PATHS =
      List.of(
          "/commands/",
          "//commands",
          "/commands;a=b",
          "/commands/x",
          "/commands?access_token=x&type=%00",
          "/x/..;/commands",
          "/commands%2f",
          "/%2e%2e/commands",
          "/graphql/",
          "/graphql?query={log{position}}",
          "/graphql%00",
          "/COMMANDS",
          "/actuator",
          "/actuator/env",
          "/actuator/heapdump",
          "/actuator/health/../env",
          "/actuator/health?x=%ff",
          "/error",
          "/oauth2/token",
          "/oauth2/token?grant_type=password",
          "/oauth2/jwks",
          "/oauth2/authorize?response_type=code&client_id=%00",
          "/oauth2/introspect",
          "/oauth2/revoke",
          "/.well-known/openid-configuration",
          "/login",
          "/logout",
          "/docs/..%2f..%2fetc/passwd",
          "/graphiql/../../etc/passwd",
          "/%ff%fe",
          "/%zz",
          "/a b",
          "/\u00e9",
          "/[]{}|^",
          "*",
          "http://evil.example/commands",
          "/" + "a".repeat(5_000),
          "/" + "a/".repeat(2_000));

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "text/xml",
          "application/xml",
          "application/json; charset=utf-16",
          "application/json; charset=nothing",
          "application/json;;;",
          "application/*",
          "*/*",
          "a/b/c",
          "json",
          ";",
          "application/graphql",
          "application/x-ndjson; charset=latin1",
          "application/problem+json",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "application/x-java-serialized-object",
          "application/x-yaml");

  private static final List<String> HEADERS =
      List.of(
          "Relata-Min-Position: x",
          "Relata-Min-Position: :",
          "Relata-Min-Position: 00000000-0000-0000-0000-000000000000:1",
          "Relata-Min-Position: -1",
          "Relata-Min-Position: 0-0-0-0-0:99999999999999999999",
          "Accept: text/html",
          "Accept: image/png",
          "Accept: a/b/c",
          "Accept: */*;q=2",
          "Accept: application/graphql-response+json",
          "Accept-Language: " + "xx,".repeat(1_000),
          "Accept-Charset: nothing",
          "Accept-Encoding: gzip, br, x",
          "Content-Encoding: gzip",
          "Content-Language: \u00ff\u00fe",
          "Cookie: relata-sign-in=x; JSESSIONID=../../x",
          "Cookie: " + "a=b; ".repeat(500),
          "Cookie: =;;=\u0001",
          "Forwarded: for=\"_x\";proto=javascript",
          "X-Forwarded-For: 127.0.0.1, ::1, x",
          "X-Forwarded-Proto: x",
          "X-Forwarded-Port: 99999999",
          "X-Forwarded-Prefix: /../x",
          "X-HTTP-Method-Override: DELETE",
          "X-Original-URL: /actuator/env",
          "Range: bytes=0-,5-1,-1",
          "If-Modified-Since: yesterday",
          "If-None-Match: *",
          "Origin: http://evil.example",
          "Origin: null",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "TE: trailers, x",
          "Traceparent: 00-zz-zz-01",
          "Traceparent: 00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-ff",
          "Baggage: " + "a=b,".repeat(1_000),
          "Content-Disposition: attachment; filename=../../x",
          "X: ",
          "X: " + "\u0080".repeat(100),
          "X: a\u0001b",
          "X: a\u0000b",
          "X y: z",
          ": z",
          "no colon",
          " folded",
          "X: " + "y".repeat(15_000),
          "X: " + "y".repeat(20_000));

  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final List<String> kinds;

  HostileTransport() {
    attacks.put("no token", (request, random) -> request.without("Authorization"));
    attacks.put("bad token", HostileTransport::badToken);
    attacks.put("wrong path", HostileTransport::path);
    attacks.put("wrong method", HostileTransport::method);
    attacks.put(
        "wrong type",
        (request, random) -> request.with("Content-Type: " + NastyValues.oneOf(TYPES, random)));
    attacks.put("no type", (request, random) -> request.without("Content-Type"));
    attacks.put("bad header", HostileTransport::header);
    attacks.put("many headers", HostileTransport::manyHeaders);
    attacks.put("wrong length", HostileTransport::length);
    attacks.put("chunks", HostileTransport::chunks);
    attacks.put("start line", HostileTransport::startLine);
    attacks.put("no HTTP", HostileTransport::noHttp);
    kinds = List.copyOf(attacks.keySet());
  }

  HostileRequest on(HostileRequest request, RandomGenerator random) {
    String kind = NastyValues.oneOf(kinds, random);
    return attacks
        .getOrDefault(kind, (same, _) -> same)
        .on(request, random)
        .as(kind + " (" + request.kind() + ")");
  }

  private static HostileRequest badToken(HostileRequest request, RandomGenerator random) {
    String none = encoded("{\"alg\":\"none\"}") + "." + encoded("{\"sub\":\"x\"}") + ".";
    String foreign =
        encoded("{\"alg\":\"RS256\",\"kid\":\"../../x\",\"jku\":\"http://evil.example\"}")
            + "."
            + encoded("{\"iss\":\"http://evil.example\",\"exp\":99999999999}")
            + "."
            + encoded("signature");
    String value =
        switch (random.nextInt(14)) {
          case 0 -> "Bearer";
          case 1 -> "Bearer ";
          case 2 -> "Bearer x";
          case 3 -> "Bearer " + none;
          case 4 -> "Bearer " + foreign;
          case 5 -> "Bearer " + HostileRequest.TOKEN + "x";
          case 6 -> "Bearer " + HostileRequest.TOKEN + " " + HostileRequest.TOKEN;
          case 7 -> "Basic aW50ZWdyYXRvcjp4";
          case 8 -> "Basic :::";
          case 9 -> "Digest username=\"x\"";
          case 10 -> "bearer \u00ff\u00fe";
          case 11 -> "Bearer " + "a".repeat(8_200);
          case 12 -> "Bearer " + "e30.".repeat(random.nextInt(500));
          default -> NastyValues.number(random).substring(0, 1);
        };
    HostileRequest other = request.with("Authorization: " + value);
    // Two of them, of which one is good, are none.
    return random.nextInt(8) == 0 ? other.and(HostileRequest.GOOD_TOKEN) : other;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HostileRequest path(HostileRequest request, RandomGenerator random) {
    String method = random.nextInt(3) == 0 ? "GET" : "POST";
    String path = NastyValues.oneOf(PATHS, random);
    HostileRequest other = request.startingWith(method + " " + path + " HTTP/1.1");
    if (!ADDRESS.matcher(path).matches()) {
      // The server ends a connection whose first line is no HTTP, whatever body is on its way.
      other = other.perhapsCut();
    }
    return random.nextBoolean()
        ? other.with("Content-Type: application/x-www-form-urlencoded")
        : other;
  }

  private static HostileRequest method(HostileRequest request, RandomGenerator random) {
    List<String> methods =
        List.of(
            "GET",
            "HEAD",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "JUNK",
            "post",
            "PROPFIND",
            "M-SEARCH",
            "X".repeat(500));
    String path = random.nextBoolean() ? "/commands" : "/graphql";
    return request.startingWith(NastyValues.oneOf(methods, random) + " " + path + " HTTP/1.1");
  }

  private static HostileRequest header(HostileRequest request, RandomGenerator random) {
    HostileRequest other = request;
    for (int i = 0; i <= random.nextInt(3); i++) {
      other = other.and(NastyValues.oneOf(HEADERS, random));
    }
    return switch (random.nextInt(12)) {
      case 0 -> other.without("Host");
      case 1 -> other.and("Host: evil.example");
      case 2 -> other.with("Host: evil.example:99999");
      case 3 -> other.with("Host: [::1");
      default -> other;
    };
  }

  private static HostileRequest manyHeaders(HostileRequest request, RandomGenerator random) {
    HostileRequest other = request;
    int count = NastyValues.oneOf(List.of(50, 90, 110, 1_000), random);
    for (int i = 0; i < count; i++) {
      other = other.and("X-" + i + ": " + i);
    }
    return other.perhapsCut();
  }

  /** The length that is told is not that which comes; the client stops sending behind it. */
  private static HostileRequest length(HostileRequest request, RandomGenerator random) {
    int size = request.body().length;
    List<String> lengths =
        List.of(
            "" + (size + 1),
            "" + (size + 100_000),
            "" + size / 2,
            "-1",
            "+5",
            "0x10",
            "1e3",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "",
            size + ", " + size,
            size + ", " + (size + 1));
    HostileRequest other = request.with("Content-Length: " + NastyValues.oneOf(lengths, random));
    if (random.nextInt(5) == 0) {
      other = other.and("Content-Length: " + size);
    } else if (random.nextInt(8) == 0) {
      other = other.without("Content-Length");
    }
    return other.endingEarly().perhapsCut();
  }

  private static HostileRequest chunks(HostileRequest request, RandomGenerator random) {
    String body = new String(request.body(), StandardCharsets.ISO_8859_1);
    String size = Integer.toHexString(body.length());
    String chunked =
        switch (random.nextInt(10)) {
          case 0 -> size + "\r\n" + body;
          case 1 -> "zz\r\n" + body;
          case 2 -> "-1\r\n" + body;
          case 3 -> "ffffffffffffffff\r\n" + body;
          case 4 -> size + ";" + "x=y".repeat(5_000) + "\r\n" + body + "\r\n0\r\n\r\n";
          case 5 -> size + "\n" + body + "\n0\n\n";
          case 6 -> size + "\r\n" + body + "\r\n0\r\n" + "X: y\r\n".repeat(2_000) + "\r\n";
          case 7 -> "1\r\n{\r\n".repeat(500) + "0\r\n\r\n";
          default -> size + "\r\n" + body + "\r\n0\r\n\r\n";
        };
    String coding =
        NastyValues.oneOf(
            List.of("chunked", "chunked", "gzip", "identity", "chunked, chunked", "x\u000bchunked"),
            random);
    HostileRequest other = random.nextInt(4) == 0 ? request : request.without("Content-Length");
    return other
        .and("Transfer-Encoding: " + coding)
        .carrying(chunked.getBytes(StandardCharsets.ISO_8859_1))
        .endingEarly()
        .perhapsCut();
  }

  private static HostileRequest startLine(HostileRequest request, RandomGenerator random) {
    String line =
        NastyValues.oneOf(
            List.of(
                "POST /commands",
                "POST /commands HTTP/0.9",
                "POST /commands HTTP/1.0",
                "POST /commands HTTP/2.0",
                "POST /commands HTTP/9.9",
                "POST /commands HTTP/1.1 ",
                "POST  /commands  HTTP/1.1",
                "POST\t/graphql\tHTTP/1.1",
                "POST /commands http/1.1",
                "PRI * HTTP/2.0",
                " POST /commands HTTP/1.1",
                "\u0000POST /commands HTTP/1.1",
                "POST /comm\u0000ands HTTP/1.1",
                "POST /commands\u0085 HTTP/1.1",
                "POST http://127.0.0.1/graphql HTTP/1.1",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1"),
            random);
    return request.startingWith(line).endingEarly().perhapsCut();
  }

  private static HostileRequest noHttp(HostileRequest request, RandomGenerator random) {
    String line =
        random.nextBoolean()
            ? "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
            : new String(NastyValues.bytes(random, 200), StandardCharsets.ISO_8859_1);
    return request.startingWith(line).endingEarly().perhapsCut();
  }
}
