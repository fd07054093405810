package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.config.SettingsOfTenant;
import io.leasehold.tenancy.config.TenantConfigException;
import io.leasehold.tenancy.config.TenantKeys;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase.Work;
import io.leasehold.tenancy.postgres.internal.SettingRows;
import io.leasehold.tenancy.spi.TenantSettings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The settings of tenants on PostgreSQL, in the schema of {@link TenancySchema}. Every change of a
 * setting is told as a change of its tenant. Wrap it in a {@code CachingTenantSettings} for
 * requests. Thread-safe.
 */
public final class PostgresTenantSettings implements TenantSettings {

  /** How many settings a tenant may have of its own. */
  public static final int MAXIMUM_OF_TENANT = 200;

  /** How long a value may be, in characters. */
  public static final int MAXIMUM_LENGTH = 10_000;

  private static final String OPERATOR = "OPERATOR";
  private static final String TENANT = "TENANT";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final PlatformDatabase database;
  private final TenantKeys tenantKeys;

  /**
   * Settings on the database.
   *
   * @param platform logs in as the platform's role
   * @param tenantKeys what tenants may set for themselves; the same as in {@code TenantConfig}
   */
  public PostgresTenantSettings(DataSource platform, TenantKeys tenantKeys) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
    this.tenantKeys = Objects.requireNonNull(tenantKeys, "tenantKeys");
  }

  @Override
  public SettingsOfTenant of(TenantId tenant) {
    Map<String, String> byOperator = new HashMap<>();
    Map<String, String> byTenant = new HashMap<>();
    database.query(
        SettingRows.SELECT,
        row -> {
          boolean operator = row.getString("owner").equals(OPERATOR);
          (operator ? byOperator : byTenant).put(row.getString("key"), row.getString("value"));
          return true;
        },
        tenant.value());
    return new SettingsOfTenant(byOperator, byTenant);
  }

  /**
   * The operator sets a value for the tenant.
   *
   * @throws IllegalArgumentException if the key or the value is malformed
   * @throws UnknownTenantException if there is no such tenant
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void set(TenantId tenant, String key, String value) {
    requireKey(key);
    save(tenant, OPERATOR, key, value, Integer.MAX_VALUE);
  }

  /** The operator removes what it set for the tenant; throws as {@link #set}. */
  public void remove(TenantId tenant, String key) {
    requireKey(key);
    write(connection -> SettingRows.remove(connection, tenant, OPERATOR, key));
  }

  /**
   * The tenant in scope sets a value for itself.
   *
   * @throws io.leasehold.tenancy.TenantRequiredException if there is no tenant in scope
   * @throws TenantConfigException if a tenant may not set the key
   * @throws IllegalArgumentException if the value is malformed, or the tenant has too many settings
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void setOwn(String key, String value) {
    TenantId tenant = TenantContext.require().id();
    requireAllowed(key);
    save(tenant, TENANT, key, value, MAXIMUM_OF_TENANT);
  }

  /** The tenant in scope removes what it set; throws as {@link #setOwn}. */
  public void removeOwn(String key) {
    TenantId tenant = TenantContext.require().id();
    requireAllowed(key);
    write(connection -> SettingRows.remove(connection, tenant, TENANT, key));
  }

  private void save(TenantId tenant, String owner, String key, String value, int maximum) {
    if (value.length() > MAXIMUM_LENGTH || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the value of a setting has at most " + MAXIMUM_LENGTH + " characters and no NUL");
    }
    write(
        connection -> {
          long others = SettingRows.othersOf(connection, tenant, owner, key);
          if (others < 0) {
            throw new UnknownTenantException(tenant);
          }
          if (others >= maximum) {
            throw new IllegalArgumentException(
                "a tenant has at most " + maximum + " settings of its own: remove one first");
          }
          SettingRows.save(connection, tenant, owner, key, value);
        });
  }

  private void requireAllowed(String key) {
    if (!KEY.matcher(key).matches() || !tenantKeys.allow(key)) {
      throw TenantConfigException.notAllowed(key);
    }
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a key has 1 to 200 characters out of letters, digits, '.', '_' and '-'");
    }
  }

  private void write(Work work) {
    try {
      database.inTransaction(work);
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }
}
