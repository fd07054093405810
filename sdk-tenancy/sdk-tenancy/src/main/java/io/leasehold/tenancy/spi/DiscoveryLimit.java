package io.leasehold.tenancy.spi;

import java.time.Duration;
import java.util.Optional;

/** Decides whether a caller may ask once more where to sign in. Thread-safe. */
@FunctionalInterface
public interface DiscoveryLimit {

  /**
   * Counts a question.
   *
   * @param caller the address of the caller, behind trusted proxies
   * @return empty if it may be asked, else when to come back
   */
  Optional<Duration> refuse(String caller);
}
