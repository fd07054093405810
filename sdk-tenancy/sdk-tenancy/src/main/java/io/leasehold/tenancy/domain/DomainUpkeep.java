package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DomainStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the claims that are due: proofs, certificates, quarantine, release. Thread-safe; call
 * {@link #runOnce()} every minute or so, on as many nodes as you like.
 *
 * <p>Nodes take claims one by one from the store, so none is looked at twice at a time. A node that
 * dies in the middle leaves a claim that another takes after {@link DomainSettings#lease()}; what
 * it did to the world already is asked for again under the same claim id, which is harmless.
 */
public final class DomainUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(DomainUpkeep.class);

  // Keeps one run finite, even if claims became due faster than they are looked at.
  private static final int MOST = 1_000;

  private final DomainStore store;
  private final DomainWork work;
  private final DomainSettings settings;
  private final InstantSource clock;

  DomainUpkeep(DomainStore store, DomainWork work, DomainSettings settings, InstantSource clock) {
    this.store = store;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What one run did.
   *
   * @param looked how many claims it looked at
   * @param changed of how many it wrote something down
   * @param failed how many it could not look at; they are tried again after the lease
   */
  public record Report(int looked, int changed, int failed) {}

  /**
   * Looks after every claim that is due now.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the store cannot be asked
   */
  public Report runOnce() {
    int looked = 0;
    int changed = 0;
    int failed = 0;
    while (looked < MOST && !Thread.currentThread().isInterrupted()) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      Optional<CustomDomain> due = store.takeDue(now, now.plus(settings.lease()));
      if (due.isEmpty()) {
        break;
      }
      looked++;
      try {
        if (work.advance(due.get(), now)) {
          changed++;
        }
      } catch (RuntimeException e) {
        // One claim's bad luck is not the others'.
        failed++;
        LOG.warn("Claim {} could not be looked after; it is tried again", due.get().id(), e);
      }
    }
    return new Report(looked, changed, failed);
  }
}
