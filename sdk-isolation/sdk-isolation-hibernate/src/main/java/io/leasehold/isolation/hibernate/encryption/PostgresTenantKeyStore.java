package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wrapped keys in the table {@value #TABLE}, under row security. Thread-safe.
 *
 * <p>Best in another database than the data: then a backup of the data holds no keys, and {@link
 * #destroy} destroys for that backup, too. A backup of this table outlives it, and so do its dead
 * rows and its log until PostgreSQL cleans up.
 *
 * <p>The data source is one of its own, with two connections for instance: keys are needed in the
 * middle of the application's transactions, which must not wait for each other's connections. It
 * takes part in no transaction of a container; if it did, every change would be refused, because a
 * key has to be kept even if the transaction that needed it is rolled back.
 */
public final class PostgresTenantKeyStore implements TenantKeyStore {

  /** The table, with its schema. */
  public static final String TABLE = "leasehold_keys.tenant_key";

  private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  // A row of version 0 says that the tenant has no keys any more and gets no others.
  private static final int ALL_DESTROYED = 0;

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('" + TABLE + "' || ?, 0))";
  private static final String NEWEST =
      "select version, master_key, wrapped from "
          + TABLE
          + " where tenant_id = ? and purpose = ? order by version = 0 desc, version desc limit 1";
  private static final String FIND =
      "select version, master_key, wrapped from "
          + TABLE
          + " where tenant_id = ? and purpose = ? and version in (0, ?) order by version limit 1";
  private static final String ADD =
      "insert into "
          + TABLE
          + " (tenant_id, purpose, version, master_key, wrapped) values (?, ?, ?, ?, ?)"
          + " on conflict do nothing";
  private static final String RETIRE =
      "update "
          + TABLE
          + " set wrapped = null, destroyed_at = now() where tenant_id = ? and purpose = ? and"
          + " version = ? and wrapped is not null";
  private static final String DESTROY =
      "update "
          + TABLE
          + " set wrapped = null, destroyed_at = now() where tenant_id = ? and wrapped is not null";
  private static final String MARK =
      "insert into "
          + TABLE
          + " (tenant_id, purpose, version, master_key, destroyed_at)"
          + " select ?, purpose, 0, 'none', now() from unnest(?) purpose on conflict do nothing";

  private final DataSource keys;

  private PostgresTenantKeyStore(DataSource keys) {
    this.keys = keys;
  }

  /**
   * A store at the data source.
   *
   * @param keys logs in as a role that {@link #script} names: that of the application, or to
   *     destroy keys the other one; may be a {@link TenantDataSource}, and is made one otherwise
   */
  public static PostgresTenantKeyStore at(DataSource keys) {
    return new PostgresTenantKeyStore(
        keys instanceof TenantDataSource guarded ? guarded : TenantDataSource.around(keys));
  }

  /**
   * A migration that makes the table; safe to repeat.
   *
   * @param application the role that makes and reads keys
   * @param destroyer the role that destroys keys; with another one than the application's, SQL that
   *     is injected into the application cannot destroy what it encrypted
   * @throws IllegalArgumentException if one is not a plain lower-case SQL name
   */
  public static String script(String application, String destroyer) {
    for (String role : new String[] {application, destroyer}) {
      if (!ROLE.matcher(role).matches()) {
        throw new IllegalArgumentException(
            "a role is named by lower-case letters, digits and '_'; not '" + role + "'");
      }
    }
    return """
        create schema if not exists leasehold_keys;
        create table if not exists leasehold_keys.tenant_key (
          tenant_id text not null,
          purpose text not null check (purpose in ('DATA', 'SEARCH')),
          version integer not null check (version >= 0),
          master_key text not null,
          wrapped bytea,
          created_at timestamptz not null default now(),
          destroyed_at timestamptz,
          primary key (tenant_id, purpose, version),
          check ((wrapped is null) = (destroyed_at is not null)));
        grant usage on schema leasehold_keys to "%1$s", "%2$s";
        grant select, insert on leasehold_keys.tenant_key to "%1$s";
        grant select, insert, update on leasehold_keys.tenant_key to "%2$s";
        """
            .formatted(application, destroyer)
        + RowSecurity.enable(TABLE).script();
  }

  @Override
  public Optional<StoredKey> newest(TenantId tenant, KeyPurpose purpose) {
    return inTransaction(
        connection -> read(connection, NEWEST, tenant, tenant.value(), purpose.name()));
  }

  @Override
  public Optional<StoredKey> find(TenantId tenant, KeyPurpose purpose, int version) {
    return inTransaction(connection -> find(connection, tenant, purpose, version));
  }

  @Override
  public StoredKey add(TenantId tenant, KeyPurpose purpose, StoredKey key) {
    return inTransaction(
        connection -> {
          // So that keys are not added and destroyed at the same time.
          run(connection, LOCK, tenant.value());
          // Throws if they were destroyed.
          Optional<StoredKey> there = find(connection, tenant, purpose, key.version());
          if (there.isPresent()) {
            return there.get();
          }
          run(
              connection,
              ADD,
              tenant.value(),
              purpose.name(),
              key.version(),
              key.key().masterKey(),
              key.key().bytes());
          return key;
        });
  }

  @Override
  public boolean retire(TenantId tenant, KeyPurpose purpose, int version) {
    return inTransaction(
        connection -> {
          run(connection, LOCK, tenant.value());
          Optional<StoredKey> newest =
              read(connection, NEWEST, tenant, tenant.value(), purpose.name());
          if (newest.isPresent() && newest.get().version() == version) {
            throw new IllegalArgumentException(
                "version " + version + " is the newest key of its tenant; rotate first");
          }
          return run(connection, RETIRE, tenant.value(), purpose.name(), version) > 0;
        });
  }

  @Override
  public int destroy(TenantId tenant) {
    return inTransaction(
        connection -> {
          run(connection, LOCK, tenant.value());
          run(connection, MARK, tenant.value(), purposes(connection));
          return run(connection, DESTROY, tenant.value());
        });
  }

  private static Optional<StoredKey> find(
      Connection connection, TenantId tenant, KeyPurpose purpose, int version) throws SQLException {
    return read(connection, FIND, tenant, tenant.value(), purpose.name(), version);
  }

  private static Optional<StoredKey> read(
      Connection connection, String sql, TenantId tenant, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      byte @Nullable [] wrapped = row.getBytes("wrapped");
      int version = row.getInt("version");
      if (version == ALL_DESTROYED || wrapped == null) {
        throw new TenantKeyDestroyedException(tenant);
      }
      return Optional.of(
          new StoredKey(version, new WrappedKey(row.getString("master_key"), wrapped)));
    }
  }

  private static int run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters)) {
      return statement.execute() ? 0 : statement.getUpdateCount();
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static Object purposes(Connection connection) throws SQLException {
    return connection.createArrayOf(
        "text", new Object[] {KeyPurpose.DATA.name(), KeyPurpose.SEARCH.name()});
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = keys.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new TenantKeysUnavailableException(e);
    }
  }
}
