package io.leasehold.tenancy.domain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link TlsPermission} at {@code http://127.0.0.1:<port>/ask?domain=<host>}, on the
 * loopback address and nowhere else: there is no way to bind it to another. Answers have a status
 * and no body. Reads the served hosts anew every {@value #REFRESH_SECONDS} seconds.
 */
public final class TlsPermissionServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsPermissionServer.class);
  private static final int REFRESH_SECONDS = 10;
  private static final int WAITING = 64;

  private final TlsPermission permission;
  private final HttpServer server;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService refresher;
  private @Nullable Future<?> refreshing;

  private TlsPermissionServer(TlsPermission permission, int port) throws IOException {
    this.permission = permission;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
    // Two threads and a short queue: whoever comes when it is full is hung up on, which means no.
    this.workers =
        new ThreadPoolExecutor(
            2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), daemons());
    this.refresher = Executors.newSingleThreadScheduledExecutor(daemons());
  }

  /**
   * Starts serving. It answers 503 until the hosts were read for the first time.
   *
   * @param port the port; 0 for any free one
   * @throws IOException if the port is taken
   */
  public static TlsPermissionServer start(TlsPermission permission, int port) throws IOException {
    TlsPermissionServer started = new TlsPermissionServer(permission, port);
    started.server.setExecutor(started.workers);
    started.server.createContext("/", started::handle);
    started.server.start();
    started.refreshing =
        started.refresher.scheduleWithFixedDelay(
            started::refresh, 0, REFRESH_SECONDS, TimeUnit.SECONDS);
    return started;
  }

  /** Where it is served. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops at once. */
  @Override
  public void close() {
    if (refreshing != null) {
      refreshing.cancel(true);
    }
    refresher.shutdownNow();
    server.stop(0);
    workers.shutdownNow();
  }

  private void refresh() {
    try {
      permission.refresh();
    } catch (RuntimeException e) {
      LOG.warn("The served hosts could not be read; certificates are refused when this lasts", e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(answer(exchange).status(), -1);
    }
  }

  private TlsAnswer answer(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals("/ask")
        || !exchange.getRequestMethod().equals("GET")) {
      return TlsAnswer.DENIED;
    }
    boolean forwarded =
        exchange.getRequestHeaders().keySet().stream().anyMatch(TlsAsk::isForwardingHeader);
    return permission.answer(
        new TlsAsk(
            exchange.getRemoteAddress().getAddress(),
            forwarded,
            domains(exchange.getRequestURI().getRawQuery())));
  }

  private static List<String> domains(@Nullable String query) {
    Stream<String> parameters =
        query == null ? Stream.empty() : Arrays.stream(query.split("&", -1));
    try {
      return parameters
          .filter(parameter -> parameter.startsWith("domain="))
          .map(parameter -> parameter.substring("domain=".length()))
          .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "tls-permission");
      thread.setDaemon(true);
      return thread;
    };
  }
}
