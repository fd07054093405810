package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.spi.SharedAllowances;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds {@link TenantFairness}. Not thread-safe. */
public final class TenantFairnessBuilder {

  /** Each network at each host: 20 a second. */
  public static final Limits DEFAULT_PER_NETWORK = Limits.of(Rate.perSecond(20));

  /** All anonymous callers of a host together: 500 a second. */
  public static final Limits DEFAULT_PER_HOST = Limits.of(Rate.perSecond(500));

  /** What each network may get wrong: 50 at once, then ten a second. */
  public static final Rate DEFAULT_FAILURES = Rate.perSecond(10).withBurst(50);

  /** How many networks are told apart; further ones share one allowance until some are idle. */
  public static final int MAXIMUM_NETWORKS = 100_000;

  private final TenantLimits limits;
  private Limits perNetwork = DEFAULT_PER_NETWORK;
  private Limits perHost = DEFAULT_PER_HOST;
  private Rate perFailure = DEFAULT_FAILURES;
  private int maximumNetworks = MAXIMUM_NETWORKS;
  private Optional<SharedAllowances> shared = Optional.empty();
  private OptionalInt nodesWhenDown = OptionalInt.empty();
  private Ticker ticker = Ticker.systemTicker();
  private InstantSource clock = InstantSource.system();

  TenantFairnessBuilder(TenantLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * What those may do who have not signed in; counted on each node for itself.
   *
   * @param eachNetwork one network at one host
   * @param eachHost all networks at one host together
   */
  public TenantFairnessBuilder anonymous(Limits eachNetwork, Limits eachHost) {
    this.perNetwork = Objects.requireNonNull(eachNetwork, "eachNetwork");
    this.perHost = Objects.requireNonNull(eachHost, "eachHost");
    return this;
  }

  /**
   * How many requests of one network may be refused for what they are (bad tokens, bad keys,
   * unknown hosts) before it has to wait; counted on each node for itself.
   */
  public TenantFairnessBuilder failures(Rate eachNetwork) {
    this.perFailure = Objects.requireNonNull(eachNetwork, "eachNetwork");
    return this;
  }

  /**
   * Counts tenants' rates and quotas for all nodes together. In any time {@code t}, a tenant then
   * gets at most {@code burst + permits * (t + 1 s) / per} requests on all nodes, and never more
   * than its quota. A node leases up to a fifth of the burst and a hundredth of the quota at a time
   * and loses at most that when it dies.
   *
   * <p>While the count cannot be read, tenants with a rate or a quota are told to come back (503)
   * once their lease is spent; {@link #shareWhenDown} is the other way.
   */
  public TenantFairnessBuilder shared(SharedAllowances allowances) {
    this.shared = Optional.of(allowances);
    return this;
  }

  /**
   * While the shared count cannot be read, goes on with this node's share of each allowance, of
   * which the part that was used before is not known: a quota may be used twice then.
   *
   * @param nodes how many nodes there are
   * @throws IllegalArgumentException if there is not even one
   */
  public TenantFairnessBuilder shareWhenDown(int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("there is at least one node");
    }
    this.nodesWhenDown = OptionalInt.of(nodes);
    return this;
  }

  /** Of how many networks the numbers are kept. */
  TenantFairnessBuilder maximumNetworks(int maximum) {
    this.maximumNetworks = maximum;
    return this;
  }

  /** Another time. */
  TenantFairnessBuilder time(Ticker otherTicker, InstantSource otherClock) {
    this.ticker = otherTicker;
    this.clock = otherClock;
    return this;
  }

  /** The fairness. */
  public TenantFairness build() {
    return new TenantFairness(
        limits,
        perNetwork,
        perHost,
        Limits.of(perFailure),
        maximumNetworks,
        new MeterFactory(shared, nodesWhenDown, ticker, clock));
  }
}
