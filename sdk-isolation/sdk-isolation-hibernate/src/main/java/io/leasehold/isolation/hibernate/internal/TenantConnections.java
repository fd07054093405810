package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.internal.ConnectionRoute.Taken;
import io.leasehold.isolation.hibernate.internal.jdbc.GuardedConnection;
import io.leasehold.isolation.hibernate.internal.jdbc.SetLocally;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Guards connections, so that each of their transactions knows its tenant. Thread-safe. */
public final class TenantConnections {

  private final Transactions transactions;
  private final BooleanSupplier ready;
  private final TenantSetting setting;
  private final boolean sessions;

  // By the names of the variables of a place, of which there are few.
  private final Map<Set<String>, SetLocally> carried = new ConcurrentHashMap<>();

  /**
   * Guards connections whose transactions are told apart as given.
   *
   * @param transactions who, apart from the user of a connection, ends its transactions
   */
  public TenantConnections(Transactions transactions) {
    this(transactions, () -> true, TenantSetting.PLAIN, false);
  }

  private TenantConnections(
      Transactions transactions, BooleanSupplier ready, TenantSetting setting, boolean sessions) {
    this.transactions = transactions;
    this.ready = ready;
    this.setting = setting;
    this.sessions = sessions;
  }

  /** The same, but until the user is ready statements outside a transaction run for no tenant. */
  public TenantConnections startingUntil(BooleanSupplier userIsReady) {
    return new TenantConnections(transactions, userIsReady, setting, sessions);
  }

  /** The same, but PostgreSQL is told as given. */
  public TenantConnections saying(TenantSetting how) {
    if (sessions) {
      throw new IllegalStateException("outside a transaction a tenant is said by a variable only");
    }
    return new TenantConnections(transactions, ready, how, false);
  }

  /** The same, but outside a transaction the tenant is set for the session. */
  public TenantConnections withSessions() {
    if (setting != TenantSetting.PLAIN) {
      throw new IllegalStateException("outside a transaction nothing can be proven");
    }
    return new TenantConnections(transactions, ready, setting, true);
  }

  /** The guarded connection; it owns the given one. */
  public Connection guard(Connection connection) {
    return guard(new Taken(connection, ConnectionPlace.ONLY));
  }

  /** A guarded connection to where the tenant in scope has its rows. */
  public Connection guarded(ConnectionRoute route, DataSource shared) throws SQLException {
    TenantId tenant = TenantContext.current().map(Tenant::id).orElse(null);
    if (sessions) {
      throw new IllegalStateException(
          "where tenants are in several places, statements need a transaction");
    }
    return guard(route.take(tenant, shared, transactions));
  }

  /** What the first statement of a transaction carries along; null for nothing. */
  private @Nullable SetLocally carried(Set<String> ofPlace) {
    return setting.carried().isEmpty()
        ? null
        : carried.computeIfAbsent(
            ofPlace,
            names -> {
              Set<String> all = new LinkedHashSet<>(names);
              all.addAll(setting.carried());
              return SetLocally.of(all);
            });
  }

  private Connection guard(Taken taken) {
    Connection real = taken.connection();
    TenantBinding binding =
        new TenantBinding(
            real, transactions, ready, setting, taken.place(), carried(taken.place().names()));
    return GuardedConnection.around(
        real, sessions ? new SessionGate(real, transactions, binding) : binding);
  }
}
