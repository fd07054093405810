package io.leasehold.tenancy.domain;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real DNS server on the loopback address, over UDP and TCP, whose zone a test writes. */
final class LoopbackDns implements AutoCloseable {

  /** What the server does with a name. */
  interface Behaviour {
    /** The messages to send back; none means silence. */
    List<byte[]> replies(byte[] question);
  }

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Thread tcpThread;
  private final Map<String, Behaviour> names = new ConcurrentHashMap<>();
  private final Map<String, Behaviour> namesByTcp = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger askedByTcp = new AtomicInteger();

  LoopbackDns() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    DatagramSocket datagrams = null;
    ServerSocket connections = null;
    while (connections == null) {
      datagrams = new DatagramSocket(0, loopback);
      try {
        connections = new ServerSocket(datagrams.getLocalPort(), 10, loopback);
      } catch (BindException e) {
        // Somebody else has this port for connections; the next one may be free for both.
        datagrams.close();
      }
    }
    this.udp = datagrams;
    this.tcp = connections;
    start(this::serveUdp);
    this.tcpThread = start(this::serveTcp);
  }

  /** One that waits long enough for a busy machine. */
  ResolverDnsLookup lookup() {
    return new ResolverDnsLookup(Duration.ofSeconds(5), List.of(address()));
  }

  /** One that is not to wait, because nothing will come. */
  ResolverDnsLookup impatientLookup() {
    return new ResolverDnsLookup(Duration.ofMillis(200), List.of(address()));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
  }

  void publish(DnsRecord record) {
    txt(record.name(), record.value());
  }

  void txt(String name, String... values) {
    on(name, question -> List.of(answer(question, 0x8180, txts(values))));
  }

  void alias(String name, String target, String... valuesAtTarget) {
    List<byte[]> records = new ArrayList<>(List.of(record(5, wire(target))));
    records.addAll(txts(valuesAtTarget));
    on(name, question -> List.of(answer(question, 0x8180, records)));
  }

  void remove(String name) {
    names.remove(name);
  }

  void code(String name, int code) {
    on(name, question -> List.of(answer(question, 0x8180 | code, List.of())));
  }

  void silent(String name) {
    on(name, question -> List.of());
  }

  void on(String name, Behaviour behaviour) {
    names.put(name, behaviour);
  }

  void onTcp(String name, Behaviour behaviour) {
    namesByTcp.put(name, behaviour);
  }

  /** Returns when nobody is served by TCP any more: a thread in "accept" may take one last. */
  void closeTcp() throws IOException {
    tcp.close();
    try {
      tcpThread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static byte[] answer(byte[] question, int flags, List<byte[]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(12);
    header.put(question, 0, 2).putShort((short) flags).putShort((short) 1);
    header.putShort((short) records.size());
    out.writeBytes(header.array());
    out.writeBytes(Arrays.copyOfRange(question, 12, question.length));
    records.forEach(out::writeBytes);
    return out.toByteArray();
  }

  static List<byte[]> txts(String... values) {
    return Arrays.stream(values).map(value -> record(16, text(value))).toList();
  }

  /** A record whose owner is the name of the question. */
  static byte[] record(int type, byte[] data) {
    ByteBuffer record = ByteBuffer.allocate(12 + data.length);
    record.putShort((short) 0xC00C).putShort((short) type).putShort((short) 1).putInt(60);
    return record.putShort((short) data.length).put(data).array();
  }

  /** One text; a bar divides it into several strings. */
  static byte[] text(String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : value.split("\\|", -1)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  static byte[] wire(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }

  private void serveUdp() throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
      udp.receive(packet);
      asked.incrementAndGet();
      byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
      for (byte[] reply : behaviour(names, question).replies(question)) {
        udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    }
  }

  private void serveTcp() throws IOException {
    while (true) {
      try (Socket socket = tcp.accept()) {
        askedByTcp.incrementAndGet();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        for (byte[] reply : behaviour(namesByTcp, question).replies(question)) {
          out.writeShort(reply.length);
          out.write(reply);
        }
      }
    }
  }

  private static Behaviour behaviour(Map<String, Behaviour> zone, byte[] question) {
    StringBuilder name = new StringBuilder();
    for (int at = 12; question[at] != 0; at += question[at] + 1) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
    }
    return zone.getOrDefault(
        name.toString(), asked -> List.of(answer(asked, 0x8183, List.of()))); // NXDOMAIN
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static Thread start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException closed) {
                // The test is over.
              }
            },
            "loopback-dns");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
