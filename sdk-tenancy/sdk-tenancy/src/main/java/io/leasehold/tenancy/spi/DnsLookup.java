package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.domain.DnsAnswer;

/**
 * Asks DNS. Implementations are thread-safe, answer within seconds, and never throw: what went
 * wrong is an answer too ({@link DnsAnswer.Unavailable}).
 */
@FunctionalInterface
public interface DnsLookup {

  /**
   * The TXT records at exactly this name. An alias is not followed.
   *
   * @param name a full name in ASCII, without a trailing dot
   */
  DnsAnswer txt(String name);
}
