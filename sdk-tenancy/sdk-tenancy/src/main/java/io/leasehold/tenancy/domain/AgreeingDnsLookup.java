package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DnsLookup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks several resolvers, best at different places of the net, and believes what all of them say:
 * who poisons one resolver, or diverts the traffic of one network, proves nothing. When they
 * disagree on whether there is anything, or one cannot answer, there is no answer. Thread-safe.
 */
public final class AgreeingDnsLookup implements DnsLookup {

  private final List<DnsLookup> lookups;

  private AgreeingDnsLookup(List<DnsLookup> lookups) {
    this.lookups = lookups;
  }

  /**
   * All of these.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public static AgreeingDnsLookup of(DnsLookup... lookups) {
    if (lookups.length < 2) {
      throw new IllegalArgumentException("agreement needs at least two lookups");
    }
    return new AgreeingDnsLookup(List.of(lookups));
  }

  @Override
  public DnsAnswer txt(String name) {
    DnsAnswer first = lookups.get(0).txt(name);
    for (DnsLookup lookup : lookups.subList(1, lookups.size())) {
      if (first instanceof DnsAnswer.Unavailable) {
        return first;
      }
      first = both(first, lookup.txt(name));
    }
    return first;
  }

  private static DnsAnswer both(DnsAnswer one, DnsAnswer other) {
    if (other instanceof DnsAnswer.Unavailable) {
      return other;
    }
    if (one instanceof DnsAnswer.Found these && other instanceof DnsAnswer.Found those) {
      Set<String> common = new HashSet<>(these.values());
      common.retainAll(those.values());
      return common.isEmpty() ? disagreement() : new DnsAnswer.Found(List.copyOf(common));
    }
    // "No such name" and "no such record" are the same to a proof; caches may differ on them.
    boolean bothHaveNone = !(one instanceof DnsAnswer.Found) && !(other instanceof DnsAnswer.Found);
    return bothHaveNone ? one : disagreement();
  }

  private static DnsAnswer disagreement() {
    return new DnsAnswer.Unavailable(DnsAnswer.Cause.DISAGREEMENT);
  }
}
