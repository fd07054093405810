package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.postgres.internal.TenantRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What operators do with tenants. Thread-safe.
 *
 * <p>Shutting a tenant out ({@link #suspend}, {@link #offboard}) needs no revision: it wins over
 * whatever somebody else is changing. Everything else says which revision it is based on, so that
 * nobody lets a tenant back in whose suspension he has not seen.
 *
 * <p>Each method returns when the change is committed; nodes that follow {@link
 * PostgresTenantChanges} act on it within the bound stated there. All throw {@link
 * TenantRegistryUnavailableException} if the database cannot do it, {@link UnknownTenantException}
 * for a tenant that is not there and {@link TenantTransitionException} for a status that the
 * present one does not lead to.
 */
public final class PostgresTenantAdministration {

  private static final String BY_ID = TenantRows.SELECT + "where t.id = ?";

  private static final String LOCK =
      "select revision from leasehold_tenancy.tenant where id = ? for update";

  private static final String SET_STATUS =
      """
      update leasehold_tenancy.tenant set status = w.status, updated_at = now()
      from (select ? as status) w where id = ? and tenant.status <> w.status
      """;

  private final PlatformDatabase database;

  /**
   * On the database.
   *
   * @param platform logs in as the platform's role
   */
  public PostgresTenantAdministration(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  /** The tenant, straight from the database. */
  public Optional<TenantRevision> find(TenantId id) {
    return database.query(BY_ID, PostgresTenantAdministration::map, id.value()).stream()
        .findFirst();
  }

  /**
   * Adds a tenant.
   *
   * @throws TenantConflictException if there is one with its id, its slug or one of its domains
   */
  public TenantRevision create(Tenant tenant) {
    return change(
        tenant.id(), tenant.status(), connection -> TenantRows.insert(connection, tenant));
  }

  /**
   * Makes the tenant equal to the changed one, with its domains and issuers.
   *
   * @param seen what the change is based on
   * @param changed the tenant with the same id
   * @throws StaleTenantException if the tenant was changed since
   * @throws TenantConflictException if another tenant has the slug or one of the domains
   * @throws IllegalArgumentException if the ids differ
   */
  public TenantRevision update(TenantRevision seen, Tenant changed) {
    if (!seen.tenant().id().equals(changed.id())) {
      throw new IllegalArgumentException(
          "the id of tenant " + seen.tenant().id() + " never changes");
    }
    return change(
        changed.id(),
        changed.status(),
        connection -> {
          requireRevision(connection, seen);
          TenantRows.save(connection, changed);
        });
  }

  /** Shuts the tenant out, whatever else happens to it; suspending it twice changes nothing. */
  public TenantRevision suspend(TenantId id) {
    return become(id, TenantStatus.SUSPENDED);
  }

  /** Begins the end of the tenant: it is shut out and does not come back. */
  public TenantRevision offboard(TenantId id) {
    return become(id, TenantStatus.OFFBOARDING);
  }

  /**
   * Lets the tenant in, for the first time or again.
   *
   * @throws StaleTenantException if the tenant was changed since it was seen
   */
  public TenantRevision activate(TenantRevision seen) {
    return become(seen, TenantStatus.ACTIVE);
  }

  /**
   * Lets the tenant read but change nothing.
   *
   * @throws StaleTenantException if the tenant was changed since it was seen
   */
  public TenantRevision makeReadOnly(TenantRevision seen) {
    return become(seen, TenantStatus.READ_ONLY);
  }

  /**
   * Ends an offboarding, when nothing of the tenant is left. Its id stays taken for ever.
   *
   * @throws StaleTenantException if the tenant was changed since it was seen
   */
  public TenantRevision markDeleted(TenantRevision seen) {
    return become(seen, TenantStatus.DELETED);
  }

  private TenantRevision become(TenantId id, TenantStatus status) {
    return change(id, status, connection -> setStatus(connection, id, status));
  }

  private TenantRevision become(TenantRevision seen, TenantStatus status) {
    TenantId id = seen.tenant().id();
    return change(
        id,
        status,
        connection -> {
          requireRevision(connection, seen);
          setStatus(connection, id, status);
        });
  }

  private TenantRevision change(TenantId id, TenantStatus wanted, PlatformDatabase.Work work) {
    try {
      return database.callInTransaction(
          connection -> {
            work.run(connection);
            return read(connection, id).orElseThrow(() -> new UnknownTenantException(id));
          });
    } catch (SQLException e) {
      throw RefusedChange.of(id, wanted, e);
    }
  }

  private static void requireRevision(Connection connection, TenantRevision seen)
      throws SQLException {
    TenantId id = seen.tenant().id();
    // Holds the row until the end of the transaction, so nobody comes between.
    long present =
        PlatformDatabase.query(connection, LOCK, row -> row.getLong(1), id.value()).stream()
            .findFirst()
            .orElseThrow(() -> new UnknownTenantException(id));
    if (present != seen.revision()) {
      throw new StaleTenantException(id, seen.revision());
    }
  }

  private static void setStatus(Connection connection, TenantId id, TenantStatus status)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SET_STATUS)) {
      update.setString(1, status.name());
      update.setString(2, id.value());
      update.executeUpdate();
    }
  }

  private static Optional<TenantRevision> read(Connection connection, TenantId id)
      throws SQLException {
    return PlatformDatabase.query(connection, BY_ID, PostgresTenantAdministration::map, id.value())
        .stream()
        .findFirst();
  }

  private static TenantRevision map(ResultSet row) throws SQLException {
    return new TenantRevision(TenantRows.map(row), row.getLong("revision"));
  }
}
