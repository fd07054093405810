package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.internal.AddressBlock;
import io.leasehold.tenancy.internal.IpAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The proxies in front of this node whose word about the original host counts. From anybody else
 * {@code Forwarded} and {@code X-Forwarded-Host} are ignored, because any client can send them.
 * Immutable.
 *
 * <p>List only proxies that set or remove the headers that are read: one that hands a client's
 * header on unchanged, as some load balancers do with {@code X-Forwarded-Host}, lets every client
 * choose the host. Behind a proxy that leaves {@code Host} alone use {@link #none()}. {@link
 * #readingOnly} narrows it to the header that your proxy sets.
 */
public final class TrustedProxies {

  /** A header in which a proxy says which host the client asked for. */
  public enum Header {
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED("Forwarded"),
    /**
     * {@code X-Forwarded-Host}, with {@code X-Forwarded-For} to count the trusted proxies. Behind
     * several of them the values that they may have written have to mean one host.
     */
    X_FORWARDED_HOST("X-Forwarded-Host");

    private final String headerName;

    Header(String headerName) {
      this.headerName = headerName;
    }

    /** The name of the header. */
    public String headerName() {
      return headerName;
    }
  }

  private static final TrustedProxies NONE =
      new TrustedProxies(List.of(), EnumSet.noneOf(Header.class));

  private final List<AddressBlock> blocks;
  private final Set<Header> headers;

  private TrustedProxies(List<AddressBlock> blocks, Set<Header> headers) {
    this.blocks = blocks;
    this.headers = headers;
  }

  /** Nobody is trusted: only the {@code Host} of the request itself counts. */
  public static TrustedProxies none() {
    return NONE;
  }

  /**
   * The proxies in these blocks.
   *
   * @param blocks such as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address; none
   *     trusts nobody
   * @throws IllegalArgumentException if one is malformed
   */
  public static TrustedProxies of(String... blocks) {
    return new TrustedProxies(
        Arrays.stream(blocks).map(AddressBlock::parse).toList(), EnumSet.allOf(Header.class));
  }

  /** The same proxies, of whose headers only this one is read. */
  public TrustedProxies readingOnly(Header header) {
    return new TrustedProxies(blocks, EnumSet.of(header));
  }

  /**
   * Whether the node is one of the proxies.
   *
   * @param node an address as the socket or a forwarding header has it; anything else is trusted by
   *     nobody
   */
  public boolean trust(String node) {
    return !blocks.isEmpty()
        && IpAddress.parseNode(node)
            .filter(address -> blocks.stream().anyMatch(block -> block.contains(address)))
            .isPresent();
  }

  /** Whether this header of a trusted proxy counts. */
  boolean reads(Header header) {
    return headers.contains(header);
  }
}
