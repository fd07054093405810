package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.domain.DnsMessages.Reply;
import io.leasehold.tenancy.spi.DnsLookup;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Asks recursive resolvers over UDP, and over TCP when an answer is too long. Thread-safe; keeps
 * nothing.
 *
 * <p>Why not the DNS provider of JNDI: it hands out a truncated answer when TCP does not work, so
 * that a proof that is there looks gone, and it follows aliases without telling.
 *
 * <p>Each question has a random id and comes from a fresh, random port; what does not answer
 * exactly this question is not looked at. There is no DNSSEC validation here: use a resolver that
 * validates (it then says "server failure" for a forged answer), and {@link AgreeingDnsLookup} for
 * several places.
 */
public final class ResolverDnsLookup implements DnsLookup {

  /** How long one server is waited for at the first attempt: 1.5 seconds; at the second, twice. */
  public static final Duration TIMEOUT = Duration.ofMillis(1_500);

  private static final int ATTEMPTS = 2;
  private static final int MAX_UDP = 4_096;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<InetSocketAddress> servers;
  private final Duration timeout;

  ResolverDnsLookup(Duration timeout, List<InetSocketAddress> servers) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("name at least one DNS resolver");
    }
    this.servers = List.copyOf(servers);
    this.timeout = timeout;
  }

  /**
   * Asks these resolvers, in this order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ResolverDnsLookup of(InetSocketAddress... servers) {
    return new ResolverDnsLookup(TIMEOUT, Arrays.asList(servers));
  }

  /**
   * Asks the resolvers that {@code /etc/resolv.conf} names.
   *
   * @throws IOException if it cannot be read; name the resolvers then
   * @throws IllegalArgumentException if it names none
   */
  public static ResolverDnsLookup ofSystem() throws IOException {
    return new ResolverDnsLookup(
        TIMEOUT,
        Files.readAllLines(Path.of("/etc/resolv.conf")).stream()
            .map(String::strip)
            .filter(line -> line.matches("nameserver\\s+[0-9a-fA-F.:]+"))
            .map(line -> line.replaceFirst("nameserver\\s+", ""))
            .map(ResolverDnsLookup::literal)
            .toList());
  }

  @Override
  public DnsAnswer txt(String name) {
    DnsAnswer answer = new DnsAnswer.Unavailable(DnsAnswer.Cause.TIMEOUT);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      for (InetSocketAddress server : servers) {
        try {
          answer = ask(server, name, (int) timeout.toMillis() * attempt);
        } catch (IOException unreachable) {
          answer = new DnsAnswer.Unavailable(DnsAnswer.Cause.TIMEOUT);
        }
        if (!(answer instanceof DnsAnswer.Unavailable)) {
          return answer;
        }
      }
    }
    return answer;
  }

  private static DnsAnswer ask(InetSocketAddress server, String name, int millis)
      throws IOException {
    int id = RANDOM.nextInt(0x10000);
    byte[] question = DnsMessages.question(id, name);
    long deadline = System.nanoTime() + millis * 1_000_000L;
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connected: the system drops what comes from elsewhere.
      socket.connect(server);
      socket.send(new DatagramPacket(question, question.length));
      while (true) {
        // At least 1: zero would mean for ever.
        socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000L));
        DatagramPacket packet = new DatagramPacket(new byte[MAX_UDP], MAX_UDP);
        socket.receive(packet);
        Reply reply =
            DnsMessages.read(Arrays.copyOf(packet.getData(), packet.getLength()), id, name);
        if (reply instanceof Reply.Says says) {
          return says.answer();
        }
        if (reply instanceof Reply.Truncated) {
          return askAtLength(server, question, id, name, millis);
        }
        if (System.nanoTime() > deadline) {
          return new DnsAnswer.Unavailable(DnsAnswer.Cause.TIMEOUT);
        }
      }
    }
  }

  private static DnsAnswer askAtLength(
      InetSocketAddress server, byte[] question, int id, String name, int millis) {
    try (Socket socket = new Socket()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      byte[] framed = new byte[question.length + 2];
      framed[0] = (byte) (question.length >> 8);
      framed[1] = (byte) question.length;
      System.arraycopy(question, 0, framed, 2, question.length);
      out.write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      if (DnsMessages.read(message, id, name) instanceof Reply.Says says) {
        return says.answer();
      }
    } catch (IOException unreachable) {
      // Half an answer is none.
      return new DnsAnswer.Unavailable(DnsAnswer.Cause.UNUSABLE);
    }
    return new DnsAnswer.Unavailable(DnsAnswer.Cause.UNUSABLE);
  }

  private static InetSocketAddress literal(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 53);
    } catch (IOException impossible) {
      throw new IllegalArgumentException("no address: " + address, impossible);
    }
  }
}
