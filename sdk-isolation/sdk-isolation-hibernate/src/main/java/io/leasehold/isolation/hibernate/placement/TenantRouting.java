package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import io.leasehold.isolation.hibernate.internal.ConnectionRoute;
import io.leasehold.isolation.hibernate.internal.Transactions;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Leads the connections of a {@code TenantDataSource} to where the tenant in scope has its rows.
 *
 * <pre>{@code
 * TenantRouting routing = TenantRouting.builder(placements.admittedBy(registry), PlaceLayout.of("labs"))
 *     .databases(pools)
 *     .following(registry.changes())
 *     .build();
 * DataSource source = TenantDataSource.around(sharedPool).routed(routing);
 * }</pre>
 *
 * <p>A tenant's place is asked for at the beginning of each transaction, through a cache that
 * forgets a tenant when it changes. The place of a transaction stays what it was. A connection to a
 * tenant's own database is for that tenant only, and only while its rows are there.
 *
 * <p>When a tenant changes so that it has no place any more, by suspension for instance, or another
 * one, its pool is closed: after the grace period of {@link TenantPools} and the time in which
 * {@link TenantChanges} tells at the latest. While changes may go untold, every pool's tenant is
 * asked for again each time the cache forgets by itself.
 *
 * <p>Thread-safe.
 */
public final class TenantRouting implements ConnectionRoute, AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final PlaceLayout layout;
  private final PlacementCache placements;
  private final ReadyPlaces ready;
  private final Optional<TenantPools> pools;
  private final Optional<TenantChanges> changes;
  private final TenantChanges.Subscription subscription;

  private TenantRouting(Builder builder) {
    this.layout = builder.layout;
    this.placements =
        new PlacementCache(builder.placements, builder.maximumTenants, builder.rememberedFor);
    this.ready = new ReadyPlaces(builder.layout, builder.tenantColumn, builder.maximumTenants);
    this.pools = builder.pools;
    this.changes = builder.changes;
    this.subscription = changes.map(source -> source.subscribe(this::changed)).orElse(() -> {});
    pools.ifPresent(open -> open.every(builder.rememberedFor, this::confirm));
  }

  /**
   * A builder.
   *
   * @param placements where tenants are; {@linkplain TenantPlacements#admittedBy admitted} ones, if
   *     the suspension of a tenant is to close its way
   * @param layout the schemas that tables without a schema are looked for in
   */
  public static Builder builder(TenantPlacements placements, PlaceLayout layout) {
    return new Builder(placements, layout);
  }

  /** The schemas that tables without a schema are looked for in. */
  public PlaceLayout layout() {
    return layout;
  }

  /**
   * Where the tenant's rows are, as far as this node knows.
   *
   * @throws UnknownPlacementException if it has no place
   * @throws PlacementUnavailableException if that cannot be known now
   * @throws TenantShutOutException if its rows may not be reached now
   */
  public TenantPlacement placementOf(TenantId tenant) {
    return whereabouts(tenant).placement();
  }

  TenantWhereabouts whereabouts(TenantId tenant) {
    if (changes.filter(source -> !source.unconfirmedFor().isZero()).isPresent()) {
      return placements.ask(tenant);
    }
    return placements.of(tenant);
  }

  @Override
  public Taken take(@Nullable TenantId tenant, DataSource shared, Transactions transactions)
      throws SQLException {
    if (tenant == null) {
      return toShared(shared);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = placements.epoch();
      if (!(placementOf(tenant) instanceof OwnDatabase own)) {
        return toShared(shared);
      }
      PoolLease lease = requirePools().borrow(tenant, own.database());
      // Whoever closed the pool for a change in between must not find it open afterwards.
      if (placements.epoch() == before || isStill(tenant, own, lease)) {
        return taken(tenant, own, lease, transactions);
      }
    }
    throw new PlaceChangedException();
  }

  private Taken toShared(DataSource shared) throws SQLException {
    return new Taken(shared.getConnection(), new RoutedPlace(this, null));
  }

  private Taken taken(
      TenantId tenant, OwnDatabase own, PoolLease lease, Transactions transactions) {
    Transactions.Global global = transactions.current();
    if (global != null) {
      // The pool keeps the connection until then, whoever has closed it.
      lease.retain();
      global.afterCompletion(lease::release);
    }
    RoutedPlace place = new RoutedPlace(this, new RoutedPlace.Silo(tenant, own, lease));
    return new Taken(lease.connection(), place);
  }

  private boolean isStill(TenantId tenant, OwnDatabase own, PoolLease lease) throws SQLException {
    boolean still = false;
    try {
      still = own.equals(placements.ask(tenant).placement());
    } finally {
      if (!still) {
        confirmLater(tenant);
        try (Connection unfit = lease.connection()) {
          unfit.clearWarnings();
        } finally {
          lease.release();
        }
      }
    }
    return still;
  }

  /** Nothing, if the tenant's tables are all where it is to find them. */
  void requireReady(TenantId tenant, TenantPlacement placement, Connection connection)
      throws SQLException {
    if (placement instanceof OwnSchema || placement instanceof OwnDatabase) {
      ready.require(tenant, placement, connection);
    }
  }

  /** Unguarded connections to the tenant's database. */
  DataSource inside(TenantId tenant, OwnDatabase own) {
    TenantPools open = requirePools();
    return new LeasedConnections(() -> open.borrow(tenant, own.database()));
  }

  private TenantPools requirePools() {
    return pools.orElseThrow(
        () ->
            new UnsafeConfigurationException(
                "a tenant has a database of its own, and the routing has no pools for such: give"
                    + " it TenantPools"));
  }

  /** PostgreSQL has refused the tenant where this node thought that its rows were. */
  void moved(TenantId tenant) {
    changed(TenantChange.of(tenant));
  }

  private void changed(TenantChange change) {
    placements.forget(change);
    ready.forgetAll();
    change.tenant().ifPresentOrElse(this::confirmLater, this::confirmAll);
  }

  private void confirm() {
    if (changes.isEmpty() || !changes.get().unconfirmedFor().isZero()) {
      confirmAll();
    }
  }

  private void confirmAll() {
    pools.ifPresent(open -> open.tenants().forEach(this::confirmLater));
  }

  /** Closes the pool of a tenant whose rows are not there any more, or may not be reached. */
  private void confirmLater(TenantId tenant) {
    pools
        .filter(open -> open.database(tenant).isPresent())
        .ifPresent(open -> open.later(() -> confirm(open, tenant)));
  }

  private void confirm(TenantPools open, TenantId tenant) {
    boolean stays;
    try {
      stays =
          placements.ask(tenant).placement() instanceof OwnDatabase own
              && open.database(tenant).filter(own.database()::equals).isPresent();
    } catch (RuntimeException e) {
      // Shut out, unknown, or not to be known now: in each case its way is closed.
      stays = false;
    }
    if (!stays) {
      open.close(tenant);
    }
  }

  /** Follows no changes any more, and closes the pools. */
  @Override
  public void close() {
    subscription.close();
    pools.ifPresent(TenantPools::close);
  }

  @Override
  public String toString() {
    return "TenantRouting in " + layout;
  }

  /** Builds a routing. */
  public static final class Builder {

    private final TenantPlacements placements;
    private final PlaceLayout layout;
    private Optional<TenantPools> pools = Optional.empty();
    private Optional<TenantChanges> changes = Optional.empty();
    private String tenantColumn = "tenant_id";
    private Duration rememberedFor = Duration.ofSeconds(30);
    private int maximumTenants = 10_000;

    private Builder(TenantPlacements placements, PlaceLayout layout) {
      this.placements = Objects.requireNonNull(placements, "placements");
      this.layout = Objects.requireNonNull(layout, "layout");
    }

    /** The pools of the tenants that have a database of their own; closed with the routing. */
    public Builder databases(TenantPools open) {
      this.pools = Optional.of(open);
      return this;
    }

    /**
     * Forgets places, and closes pools, as soon as it is told of a change.
     *
     * @param source of a caching registry its own, which has let go of the old answer before it
     *     tells
     */
    public Builder following(TenantChanges source) {
      this.changes = Optional.of(source);
      return this;
    }

    /** The column that makes a table a tenants' table; {@code tenant_id} by default. */
    public Builder tenantColumn(String column) {
      this.tenantColumn = PlainNames.require(column);
      return this;
    }

    /**
     * For how long a place is remembered that nobody said has changed; 30 seconds by default.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Builder rememberedFor(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("the time must be positive, not " + time);
      }
      this.rememberedFor = time;
      return this;
    }

    /** Of how many tenants the places are remembered; 10,000 by default. */
    public Builder maximumTenants(int tenants) {
      if (tenants < 1) {
        throw new IllegalArgumentException("at least one tenant is remembered, not " + tenants);
      }
      this.maximumTenants = tenants;
      return this;
    }

    /** The routing. */
    public TenantRouting build() {
      return new TenantRouting(this);
    }
  }
}
