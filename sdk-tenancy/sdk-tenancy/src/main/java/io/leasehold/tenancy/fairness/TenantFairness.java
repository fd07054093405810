package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one more request of a caller may go on, so that no caller takes what others need.
 * Thread-safe.
 *
 * <pre>{@code
 * TenantFairness fairness =
 *     TenantFairness.builder(
 *             TenantLimits.byTier(
 *                 Map.of(Tier.of("premium"), Limits.of(Rate.perSecond(200)).withAtOnce(40)),
 *                 Limits.of(Rate.perSecond(20)).withQuota(Quota.perDay(10_000)).withAtOnce(4)))
 *         .build();
 * }</pre>
 *
 * <p>A signed-in caller is counted as its verified tenant and as nothing else, so nobody can use up
 * somebody else's allowance. Rates and quotas hold for this node, or, with {@link
 * TenantFairnessBuilder#shared}, for all nodes together; requests at once are always of one node.
 */
public final class TenantFairness {

  private final TenantLimits limits;
  private final Limits perNetwork;
  private final Limits perHost;
  private final Limits perFailure;
  private final MeterFactory factory;
  private final Ledgers<Optional<TenantId>> tenants;
  private final Ledgers<AnonymousCaller> networks;
  private final Ledgers<String> failures;
  private final Ledgers<Optional<TenantId>> hosts;

  TenantFairness(
      TenantLimits limits,
      Limits perNetwork,
      Limits perHost,
      Limits perFailure,
      int maximumNetworks,
      MeterFactory factory) {
    this.limits = limits;
    this.perNetwork = perNetwork;
    this.perHost = perHost;
    this.perFailure = perFailure;
    this.factory = factory;
    // Tenants are verified and hosts are registered: nobody can make up more of them.
    this.tenants = new Ledgers<>(Integer.MAX_VALUE, Optional.empty(), factory.ticker());
    this.hosts = new Ledgers<>(Integer.MAX_VALUE, Optional.empty(), factory.ticker());
    this.failures = new Ledgers<>(maximumNetworks, Networks.UNKNOWN, factory.ticker());
    this.networks =
        new Ledgers<>(
            maximumNetworks,
            new AnonymousCaller(Optional.empty(), Networks.UNKNOWN),
            factory.ticker());
  }

  /** Fairness by these limits, on this node; the builder has more. */
  public static TenantFairnessBuilder builder(TenantLimits limits) {
    return new TenantFairnessBuilder(limits);
  }

  /**
   * Whether one more request of the tenant may go on.
   *
   * @param tenant of whom it is verified that the request is its own
   */
  public Admission admit(Tenant tenant) {
    Limits mine = limits.of(tenant);
    return tenants.admit(
        Optional.of(tenant.id()),
        mine,
        key -> factory.ledger(key.map(TenantId::value).orElseThrow(), mine));
  }

  /**
   * Whether one more request of somebody who has not signed in may go on. It is counted for the
   * caller's network and for all anonymous callers of the host together.
   */
  public Admission admit(AnonymousCaller caller) {
    Admission admission =
        networks.admit(caller, perNetwork, key -> factory.localLedger(perNetwork));
    if (!(admission instanceof Admission.Admitted admitted)) {
      return admission;
    }
    Admission together = hosts.admit(caller.host(), perHost, key -> factory.localLedger(perHost));
    if (!(together instanceof Admission.Admitted place)) {
      admitted.permit().close();
      return withoutStandings(together);
    }
    return new Admission.Admitted(
        new Permit(
            () -> {
              place.permit().close();
              admitted.permit().close();
            }),
        admitted.standings());
  }

  /**
   * How long the network has to wait, because too many of its requests were refused for what they
   * are: bad tokens, bad keys, unknown hosts. Zero if it may try; asked before anything of the
   * request is verified, because to verify is what costs.
   *
   * @param peer the address of the client, as for {@link AnonymousCaller#of}
   */
  public Duration waitAfterFailures(String peer) {
    return failures.with(
        Networks.of(peer), perFailure, key -> factory.localLedger(perFailure), Ledger::waitForNext);
  }

  /** Counts a request of the network that was refused for what it is. */
  public void failed(String peer) {
    failures.admit(Networks.of(peer), perFailure, key -> factory.localLedger(perFailure));
  }

  /**
   * Calls the work if the tenant in scope may.
   *
   * @throws TooManyRequestsException if it may not
   * @throws FairnessUnavailableException if that cannot be known
   * @throws io.leasehold.tenancy.TenantRequiredException if there is no tenant in scope
   * @throws Exception what the work throws
   */
  public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
    Admission admission = admit(TenantContext.require());
    if (admission instanceof Admission.Refused refused) {
      throw new TooManyRequestsException(refused);
    }
    if (admission instanceof Admission.Unavailable unavailable) {
      throw new FairnessUnavailableException(unavailable.retryAfter());
    }
    Permit permit = ((Admission.Admitted) admission).permit();
    try {
      return work.call();
    } finally {
      permit.close();
    }
  }

  int networks() {
    return networks.size();
  }

  // How busy a host is on the whole is nobody's business.
  private static Admission withoutStandings(Admission admission) {
    return admission instanceof Admission.Refused refused
        ? new Admission.Refused(refused.limit(), refused.retryAfter(), List.of())
        : admission;
  }
}
