package io.leasehold.isolation.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server on the loopback interface that keeps what reached it and answers as it is told. */
final class LoopbackAws implements AutoCloseable {

  /** What reached the wire. */
  record Seen(String method, URI uri, Map<String, String> headers, String body) {

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");

    String accessKeyId() {
      Matcher matcher = CREDENTIAL.matcher(headers.getOrDefault("authorization", ""));
      return matcher.find() ? matcher.group(1) : "none";
    }

    /** A field of a form, as STS takes them. */
    String field(String name) {
      return Arrays.stream(body.split("&"))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> pair[0].equals(name))
          .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
          .findFirst()
          .orElse("");
    }
  }

  /** What to answer. */
  record Answer(int status, String contentType, String body) {
    static Answer json(String body) {
      return new Answer(200, "application/x-amz-json-1.0", body);
    }

    static Answer xml(int status, String body) {
      return new Answer(status, "text/xml", body);
    }
  }

  static {
    // Without it each answer on a kept connection waits 40 ms for its acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final Function<Seen, Answer> answers;

  LoopbackAws(Function<Seen, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2048);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<String> signers() {
    return seen().stream().map(Seen::accessKeyId).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      e -> e.getKey().toLowerCase(Locale.ROOT),
                      e -> String.join(",", e.getValue())));
      Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
      seen.add(request);
      Answer answer = answers.apply(request);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", answer.contentType());
      exchange.getResponseHeaders().add("ETag", "\"etag\"");
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
      exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : bytes.length);
      if (!bodiless) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
