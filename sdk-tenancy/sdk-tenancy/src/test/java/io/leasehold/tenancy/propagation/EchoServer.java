package io.leasehold.tenancy.propagation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on loopback that keeps the headers of what it was sent. */
final class EchoServer implements AutoCloseable {

  private final HttpServer server;
  private final BlockingQueue<Map<String, List<String>>> requests = new LinkedBlockingQueue<>();

  EchoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  void redirect(String path, URI to) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Location", to.toString());
            exchange.sendResponseHeaders(302, -1);
          }
        });
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  URI uri(String path) {
    return URI.create(origin() + path);
  }

  /** The headers of the next request, by names as the JDK's server spells them. */
  Map<String, List<String>> received() throws InterruptedException {
    Map<String, List<String>> headers = requests.poll(1, TimeUnit.MINUTES);
    if (headers == null) {
      throw new IllegalStateException("nothing was received");
    }
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
