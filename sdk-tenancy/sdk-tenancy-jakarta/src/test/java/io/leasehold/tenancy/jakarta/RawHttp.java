package io.leasehold.tenancy.jakarta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends exactly the bytes that a test wants: any Host header, two of them, an absolute target. */
record RawHttp(int port) {

  /** An answer as it came. */
  record Answer(int status, List<String> headers, String body) {

    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst();
    }
  }

  Answer get(String path, String host, String... headers) {
    List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: " + host));
    lines.addAll(List.of(headers));
    return send(lines);
  }

  Answer send(List<String> lines) {
    return send(lines, "");
  }

  Answer send(List<String> lines, String body) {
    String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n" + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return parse(answer.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> head = List.of(answer.substring(0, end).split("\r\n", -1));
    return new Answer(
        Integer.parseInt(head.get(0).substring(9, 12)),
        head.subList(1, head.size()),
        answer.substring(end + 4));
  }
}
