package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantResolution;

/**
 * Reads one kind of signal from a request. It asks no database and no network; whether the tenant
 * exists, and whether the signals agree, is decided afterwards. The order of resolvers has no
 * meaning.
 *
 * <p>Implementations are thread-safe and do not throw for bad input: that is a {@link
 * TenantResolution.Rejected}.
 */
@FunctionalInterface
public interface TenantResolver {

  /** What the request says about its tenant by this signal. */
  TenantResolution resolve(RequestSignals signals);
}
