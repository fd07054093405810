package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.postgres.internal.ApiKeyRows;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.postgres.internal.TenantRows;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The registry on PostgreSQL, in the schema of {@link TenancySchema}. It asks the database each
 * time; wrap it in a {@code CachingTenantRegistry} for requests. Thread-safe.
 */
public final class PostgresTenantRegistry implements TenantRegistry {

  private final PlatformDatabase database;

  /**
   * A registry on the database.
   *
   * @param platform logs in as the platform's role; in a container one that takes no part in the
   *     request's transaction
   */
  public PostgresTenantRegistry(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return select("where t.id = ?", id.value()).stream().findFirst();
  }

  @Override
  public Optional<Tenant> findBySlug(TenantSlug slug) {
    return select("where t.slug = ?", slug.value()).stream().findFirst();
  }

  @Override
  public Optional<Tenant> findByDomain(TenantDomain domain) {
    return select(
            "where t.id = (select tenant_id from leasehold_tenancy.tenant_domain where domain = ?)",
            domain.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<Tenant> findByIssuer(String issuer) {
    return select(
        "where t.id in (select tenant_id from leasehold_tenancy.tenant_issuer where issuer = ?)"
            + " order by t.id collate \"C\"",
        issuer);
  }

  @Override
  public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
    return database.query(ApiKeyRows.SELECT, ApiKeyRows::map, hash.hex()).stream().findFirst();
  }

  @Override
  public TenantPage list(TenantPage.Request request) {
    String after = request.after().map(TenantId::value).orElse("");
    return TenantPage.of(
        request,
        database.query(
            TenantRows.SELECT + "where t.id collate \"C\" > ? order by t.id collate \"C\" limit ?",
            TenantRows::map,
            after,
            request.size() + 1));
  }

  /**
   * Adds the tenant, or makes the one with its id equal to it, with its domains and issuers, all of
   * it or nothing.
   *
   * <p>For setting up and for tests; it overwrites what somebody else changed meanwhile. Operators
   * use {@link PostgresTenantAdministration}.
   *
   * @throws TenantConflictException if another tenant has its slug or one of its domains
   * @throws TenantTransitionException if a tenant of its present status cannot be given that one
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void save(Tenant tenant) {
    try {
      database.inTransaction(connection -> TenantRows.save(connection, tenant));
    } catch (SQLException e) {
      throw RefusedChange.of(tenant.id(), tenant.status(), e);
    }
  }

  /**
   * Adds the API key, or makes the one with its hash equal to it. The key itself goes nowhere.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it, also because there is
   *     no such tenant or the key is another tenant's
   */
  public void save(RegisteredApiKey key) {
    try {
      database.inTransaction(connection -> ApiKeyRows.save(connection, key));
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }

  /**
   * Revokes the API key of the tenant. One that is not there opens nothing as it is.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void revokeApiKey(TenantId tenant, String id) {
    try {
      database.inTransaction(connection -> ApiKeyRows.revoke(connection, tenant, id));
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }

  private List<Tenant> select(String condition, String parameter) {
    return database.query(TenantRows.SELECT + condition, TenantRows::map, parameter);
  }
}
