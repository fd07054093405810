package io.leasehold.provisioning.account.spi;

import java.util.Objects;

/**
 * All ports that a pool needs.
 *
 * @param factory makes accounts
 * @param zone where they must stand
 * @param baseline what each of them gets
 * @param revoker how a lease loses its access
 * @param cleaner how it is emptied
 * @param verifier how that is checked
 */
public record PoolPorts(
    AccountFactory factory,
    OrgZone zone,
    Baseline baseline,
    AccessRevoker revoker,
    Cleaner cleaner,
    Verifier verifier) {

  /** Refuses null. */
  public PoolPorts {
    Objects.requireNonNull(factory, "factory");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(revoker, "revoker");
    Objects.requireNonNull(cleaner, "cleaner");
    Objects.requireNonNull(verifier, "verifier");
  }
}
