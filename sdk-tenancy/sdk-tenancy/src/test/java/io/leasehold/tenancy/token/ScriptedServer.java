package io.leasehold.tenancy.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** A TLS server that does with each connection what a script says, good or bad. */
final class ScriptedServer implements AutoCloseable {

  /** What is done once the request was read. */
  @FunctionalInterface
  interface Script {
    void play(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final TestTls tls;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch hungUpOn = new CountDownLatch(1);
  private final Script script;
  private final boolean handshakes;

  private ScriptedServer(String address, int port, TestTls tls, Script script, boolean handshakes)
      throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getByName(address));
    this.tls = tls;
    this.script = script;
    this.handshakes = handshakes;
    threads.execute(this::accept);
  }

  static ScriptedServer on(String address, TestTls tls, Script script) throws IOException {
    return on(address, 0, tls, script);
  }

  static ScriptedServer on(String address, int port, TestTls tls, Script script)
      throws IOException {
    return new ScriptedServer(address, port, tls, script, true);
  }

  /** Accepts connections and says nothing, not even hello. */
  static ScriptedServer mute(TestTls tls) throws IOException {
    return new ScriptedServer("127.0.0.1", 0, tls, out -> {}, false);
  }

  static Script body(String body) {
    return response("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", body);
  }

  static Script response(String head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return out -> {
      out.write(
          (head + "Content-Length: " + bytes.length + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.flush();
    };
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often somebody connected, whether or not it came to a request. */
  int connections() {
    return connections.get();
  }

  /** Reached when a script could not be played to its end because nobody listened any more. */
  CountDownLatch hungUpOn() {
    return hungUpOn;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        if (handshakes) {
          threads.execute(() -> serve(socket));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (SSLSocket socket =
        (SSLSocket) tls.context().getSocketFactory().createSocket(plain, null, true)) {
      socket.setUseClientMode(false);
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = request.readLine();
      while (line != null && !line.isEmpty()) {
        line = request.readLine();
      }
      script.play(socket.getOutputStream());
    } catch (IOException gone) {
      hungUpOn.countDown();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
