package io.leasehold.tenancy.jakarta;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An answer that is still coming in, byte by byte as it came. */
final class OpenAnswer implements AutoCloseable {

  private final Socket socket;

  private OpenAnswer(Socket socket) {
    this.socket = socket;
  }

  static OpenAnswer get(int port, String path, String host, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
    String request = head + String.join("\r\n", headers) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return new OpenAnswer(socket);
  }

  void readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the answer ended with: " + read);
      }
      read.append((char) next);
    }
  }

  /** The rest, however it ends. */
  String readToEnd() throws IOException {
    StringBuilder read = new StringBuilder();
    try {
      for (int next; (next = socket.getInputStream().read()) >= 0; ) {
        read.append((char) next);
      }
    } catch (java.net.SocketException broken) {
      // Broken off, which is one way to end.
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
