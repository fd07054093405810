package io.leasehold.labs.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1. */
public final class Ports {

  private Ports() {}

  /**
   * The wished port, or a free one for 0.
   *
   * @throws IllegalStateException if somebody else listens on the wished port
   */
  public static int claim(int wished, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wished));
      return socket.getLocalPort();
    } catch (BindException taken) {
      throw new IllegalStateException(
          "port %d for %s is taken: stop what listens there or choose another port"
              .formatted(wished, what),
          taken);
    } catch (IOException broken) {
      throw new UncheckedIOException("no port for " + what, broken);
    }
  }
}
