package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.JtaTransactions;
import io.leasehold.isolation.hibernate.internal.SignedSetting;
import io.leasehold.isolation.hibernate.internal.TenantConnections;
import io.leasehold.isolation.hibernate.internal.Transactions;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections tell PostgreSQL, inside each transaction, whose rows it is about.
 *
 * <p>Before the first statement of a transaction it sets {@value #VARIABLE} for that transaction
 * only, to the tenant in scope, or to nothing when no tenant is in scope (platform, public, no
 * scope at all); the policies that {@link RowSecurity} writes then show no row. Nothing is left on
 * the connection when it goes back to its pool. Refused are:
 *
 * <ul>
 *   <li>a statement outside a transaction, with {@link OutsideTransactionException};
 *   <li>a statement on behalf of another tenant than the one that the transaction began with, with
 *       {@link TenantChangedException};
 *   <li>every statement in a cross-tenant access, with {@link CrossTenantScopeException};
 *   <li>{@code unwrap} to anything underneath, with an {@link SQLException}.
 * </ul>
 *
 * <p>The cost is one short statement for each transaction, two where the container does not say
 * that the connection takes part in its transaction, as Open Liberty does not. With PostgreSQL's
 * own driver it is sent together with the first statement, so that nobody waits for it, if that is
 * one prepared statement.
 *
 * <p>The variable stops mistakes. It does not stop code that may run SQL of its own choice: the
 * application's role can set the variable, too.
 *
 * <p>As thread-safe as the data source that it wraps; a connection belongs to one thread at a time.
 */
public final class TenantDataSource extends GuardedDataSource {

  /** The name of the PostgreSQL variable that holds the tenant id. */
  public static final String VARIABLE = "leasehold.tenant";

  private final TenantConnections connections;
  private final @Nullable TenantRouting routing;

  private TenantDataSource(DataSource delegate, TenantConnections connections) {
    this(delegate, connections, null);
  }

  private TenantDataSource(
      DataSource delegate, TenantConnections connections, @Nullable TenantRouting routing) {
    super(delegate);
    this.connections = connections;
    this.routing = routing;
  }

  /**
   * Wraps a data source whose transactions the application ends itself, by {@link
   * Connection#commit()} and {@link Connection#rollback()}.
   *
   * @param delegate a data source that logs in as the application's role
   */
  public static TenantDataSource around(DataSource delegate) {
    return new TenantDataSource(delegate, new TenantConnections(Transactions.LOCAL));
  }

  /**
   * Wraps a data source whose transactions a Jakarta Transactions manager may end underneath.
   *
   * @param delegate a data source that logs in as the application's role
   * @param registry tells one transaction from the next; in a container it is injected, or found as
   *     {@code java:comp/TransactionSynchronizationRegistry}
   */
  public static TenantDataSource around(
      DataSource delegate, TransactionSynchronizationRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    return new TenantDataSource(
        delegate, new TenantConnections(new JtaTransactions(() -> registry)));
  }

  /**
   * Wraps a data source of a container, like {@link #around(DataSource,
   * TransactionSynchronizationRegistry)}, and finds the registry at its standard name when it is
   * first needed.
   *
   * @param delegate a data source that logs in as the application's role
   */
  public static TenantDataSource inContainer(DataSource delegate) {
    return new TenantDataSource(delegate, new TenantConnections(JtaTransactions.ofContainer()));
  }

  /**
   * The same data source for a framework that asks the database about itself, outside a
   * transaction, while it starts, as Hibernate does. Until it is ready such statements run,
   * whatever the scope, for no tenant, and so see no tenant's row. Afterwards they are refused as
   * ever.
   *
   * @param ready says whether the framework has started; once true it must stay true
   */
  public TenantDataSource startingUntil(BooleanSupplier ready) {
    return new TenantDataSource(delegate, connections.startingUntil(ready), routing);
  }

  /**
   * The same data source for tenants that are not all in one place. What this wraps leads to the
   * shared database. A connection leads to the place of the tenant in whose scope it is taken, and
   * is refused with {@link io.leasehold.isolation.hibernate.placement.PlaceChangedException} for a
   * tenant whose rows it does not lead to. Tables are to be named without a schema.
   *
   * @param places knows where the tenants are
   */
  public TenantDataSource routed(TenantRouting places) {
    Objects.requireNonNull(places, "places");
    return new TenantDataSource(delegate, connections, places);
  }

  /** What knows where the tenants are, if they are not all in one place. */
  public Optional<TenantRouting> routing() {
    return Optional.ofNullable(routing);
  }

  /**
   * The same data source, which proves to PostgreSQL that it said the tenant: for tables with the
   * row security of {@link SignedTenants}. It withstands SQL of an attacker's choice, and costs one
   * more wait for PostgreSQL for each transaction, in which it says what is to be proven, and drops
   * whatever an earlier transaction left in the session: prepared statements, cursors, temporary
   * tables, settings, locks. Settings that are to stay belong to the role or the URL of the
   * connection.
   *
   * @param key is installed in the database
   */
  public TenantDataSource signed(TenantSigningKey key) {
    Objects.requireNonNull(key, "key");
    return new TenantDataSource(delegate, connections.saying(SignedSetting.cleaning(key)), routing);
  }

  /**
   * The same data source for users who must have auto-commit. A statement outside a transaction
   * runs for the tenant in scope, which is then set for the session, and taken back before the
   * connection goes back to its pool. Behind a pooler such statements are refused with {@link
   * SharedSessionException}. It costs two statements each time a connection is borrowed, and one
   * when it is given back.
   *
   * @throws IllegalStateException if this is {@link #signed}, or leads to several places
   */
  public TenantDataSource withSessions() {
    if (routing != null) {
      throw new IllegalStateException(
          "where tenants are in several places, statements need a transaction");
    }
    return new TenantDataSource(delegate, connections.withSessions());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return routing == null
        ? connections.guard(delegate.getConnection())
        : connections.guarded(routing, delegate);
  }

  /** As the wrapped data source does it; refused where tenants are not all in one place. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    if (routing != null) {
      throw new SQLFeatureNotSupportedException(
          "a connection to a tenant's place is of the role that its pool logs in as");
    }
    return connections.guard(delegate.getConnection(username, password));
  }
}
