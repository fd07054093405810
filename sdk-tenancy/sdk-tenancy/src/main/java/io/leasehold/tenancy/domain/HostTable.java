package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A set of hosts that does the same work for one that is in it and one that is not: one digest, one
 * look into the table, one comparison of all bytes. The digest has a key, so nobody can choose
 * hosts that crowd one place of the table.
 */
final class HostTable {

  private static final byte[] NOBODY = new byte[32];

  private final SecretKeySpec key;
  private final Map<Long, byte[]> digests;

  private HostTable(SecretKeySpec key, Map<Long, byte[]> digests) {
    this.key = key;
    this.digests = digests;
  }

  static HostTable of(Collection<TenantDomain> hosts) {
    return of(hosts, new HashMap<>());
  }

  /** With the map to use, so that a test can watch it. */
  static HostTable of(Collection<TenantDomain> hosts, Map<Long, byte[]> digests) {
    SecretKeySpec key =
        new SecretKeySpec(RandomHex.bits128().getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    HostTable table = new HostTable(key, digests);
    Mac mac = table.mac();
    for (TenantDomain host : hosts) {
      byte[] digest = digest(mac, host.value());
      digests.put(place(digest), digest);
    }
    return table;
  }

  boolean contains(String host) {
    byte[] digest = digest(mac(), host);
    return MessageDigest.isEqual(digest, digests.getOrDefault(place(digest), NOBODY));
  }

  private static long place(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }

  private static byte[] digest(Mac mac, String host) {
    return mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
