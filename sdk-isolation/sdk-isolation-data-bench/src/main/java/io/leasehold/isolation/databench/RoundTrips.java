package io.leasehold.isolation.databench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a driver and PostgreSQL and counts how often the driver waits: how often it says
 * something after it was answered.
 */
final class RoundTrips implements AutoCloseable {

  private final ServerSocket listener;
  private final int server;
  private final AtomicInteger counted = new AtomicInteger();

  private RoundTrips(ServerSocket listener, int server) {
    this.listener = listener;
    this.server = server;
  }

  /** Before the PostgreSQL on this port of loopback. */
  static RoundTrips before(int server) throws IOException {
    RoundTrips trips =
        new RoundTrips(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    start(trips::accept);
    return trips;
  }

  int port() {
    return listener.getLocalPort();
  }

  int counted() {
    return counted.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket driver = listener.accept();
        Socket postgres = new Socket(InetAddress.getLoopbackAddress(), server);
        driver.setTcpNoDelay(true);
        postgres.setTcpNoDelay(true);
        boolean[] answered = {true};
        start(() -> copy(driver, postgres, answered, true));
        start(() -> copy(postgres, driver, answered, false));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void copy(Socket from, Socket to, boolean[] answered, boolean asks) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        synchronized (answered) {
          if (asks && answered[0]) {
            counted.incrementAndGet();
          }
          answered[0] = !asks;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The other side has gone; so does this one.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "round trips");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
