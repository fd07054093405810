package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.discovery.LoginEntry;
import io.leasehold.tenancy.discovery.LoginTarget;
import io.leasehold.tenancy.postgres.internal.LoginRows;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.spi.LoginDirectory;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where the members of each tenant sign in, on PostgreSQL: one query for each question, whatever it
 * finds. Thread-safe.
 */
public final class PostgresLoginDirectory implements LoginDirectory {

  private static final String UNIQUE_VIOLATION = "23505";

  private final PlatformDatabase database;

  /**
   * A directory on the database.
   *
   * @param platform logs in as the platform's role
   */
  public PostgresLoginDirectory(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  @Override
  public Optional<LoginEntry> findBySlug(TenantSlug slug) {
    return find("t.slug = ?", slug.value());
  }

  @Override
  public Optional<LoginEntry> findByHost(TenantDomain host) {
    return find(
        "t.id = (select tenant_id from leasehold_tenancy.tenant_domain where domain = ?)",
        host.value());
  }

  @Override
  public Optional<LoginEntry> findByEmailDomain(TenantDomain domain) {
    return find(
        "t.id = (select tenant_id from leasehold_tenancy.tenant_email_domain where domain = ?)",
        domain.value());
  }

  /**
   * Sends the members of the tenant to a login of their own.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it, also because there is
   *     no such tenant
   */
  public void save(TenantId tenant, LoginTarget own) {
    write(LoginRows.SAVE_LOGIN, tenant, LoginRows.values(tenant, own));
  }

  /** Sends the members of the tenant to the common login again. */
  public void remove(TenantId tenant) {
    write(LoginRows.REMOVE_LOGIN, tenant, tenant.value());
  }

  /**
   * Sends everybody with an address of the domain to the tenant's login. The domain must be proven
   * to be the tenant's, and must not be one where anybody gets an address: whoever has it receives
   * the sign-ins of all its addresses.
   *
   * @throws TenantConflictException if the domain leads to another tenant
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void addEmailDomain(TenantId tenant, TenantDomain proven) {
    write(LoginRows.ADD_EMAIL_DOMAIN, tenant, proven.value(), tenant.value());
  }

  /** Ends what {@link #addEmailDomain} began. */
  public void removeEmailDomain(TenantId tenant, TenantDomain domain) {
    write(LoginRows.REMOVE_EMAIL_DOMAIN, tenant, domain.value(), tenant.value());
  }

  private Optional<LoginEntry> find(String condition, String parameter) {
    return database.query(LoginRows.SELECT + condition, LoginRows::map, parameter).stream()
        .findFirst();
  }

  private void write(String sql, TenantId tenant, String... values) {
    try {
      database.inTransaction(connection -> LoginRows.write(connection, sql, values));
    } catch (SQLException e) {
      throw UNIQUE_VIOLATION.equals(e.getSQLState())
          ? new TenantConflictException(tenant, e)
          : new TenantRegistryUnavailableException(e);
    }
  }
}
