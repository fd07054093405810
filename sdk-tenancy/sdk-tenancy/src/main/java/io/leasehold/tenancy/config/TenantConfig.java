package io.leasehold.tenancy.config;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.SecretSource;
import io.leasehold.tenancy.spi.TenantSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of the tenant in scope. It looks each time, so one instance may be kept by
 * anybody: there is nothing of a tenant in it. Thread-safe.
 *
 * <pre>{@code
 * int runs = config.get("labs.max-runs", Integer.class);
 * Secret key = config.secret("mail.api-key");     // mail.api-key=${secret:mail-key}
 * }</pre>
 *
 * <p>The first of these that has the key decides: what the tenant set for itself, if it may set the
 * key; what the operator set for the tenant; {@code leasehold.tenant."acme".key}; {@code
 * leasehold.tier."basic".key}; {@code key}.
 */
public final class TenantConfig {

  private final ConfigValues deployed;
  private final TenantSettings settings;
  private final TenantKeys tenantKeys;
  private final SecretSource secrets;

  /** See {@link #builder}. */
  TenantConfig(
      ConfigValues deployed, TenantSettings settings, TenantKeys tenantKeys, SecretSource secrets) {
    this.deployed = deployed;
    this.settings = settings;
    this.tenantKeys = tenantKeys;
    this.secrets = secrets;
  }

  /** A configuration on what was deployed with the application; the builder has more layers. */
  public static TenantConfigBuilder builder(ConfigValues deployed) {
    return new TenantConfigBuilder(deployed);
  }

  /**
   * The setting of the tenant in scope.
   *
   * @throws io.leasehold.tenancy.TenantRequiredException if there is no tenant in scope
   * @throws TenantConfigException if it is set nowhere, not of the type, or a secret
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the tenant's layer cannot be
   *     read; a lower layer never stands in for it
   */
  public <T> T get(String key, Class<T> type) {
    return find(key, type).orElseThrow(() -> TenantConfigException.missing(key));
  }

  /** The setting of the tenant in scope, if it is set; otherwise as {@link #get}. */
  public <T> Optional<T> find(String key, Class<T> type) {
    return find(TenantContext.require(), key, type);
  }

  /**
   * The setting of a tenant that need not be in scope, for code of the platform; otherwise as
   * {@link #find(String, Class)}.
   */
  public <T> Optional<T> find(Tenant tenant, String key, Class<T> type) {
    return value(tenant, key).map(value -> converted(key, value, type));
  }

  /**
   * The secret to which the setting of the tenant in scope refers.
   *
   * @throws io.leasehold.tenancy.TenantRequiredException if there is no tenant in scope
   * @throws TenantConfigException if the setting is missing, is no reference, or there is no such
   *     secret
   */
  public Secret secret(String key) {
    Tenant tenant = TenantContext.require();
    LayeredValue value = value(tenant, key).orElseThrow(() -> TenantConfigException.missing(key));
    String name =
        SecretReference.name(value.text())
            .orElseThrow(
                () ->
                    TenantConfigException.secret(
                        key, "is not of the form ${secret:name}, as a secret has to be"));
    Optional<TenantId> owner = value.ofTenant() ? Optional.of(tenant.id()) : Optional.empty();
    return find(key, owner, name)
        .orElseThrow(
            () ->
                TenantConfigException.secret(
                    key, "refers to a secret that is not there: put it into the secret source"));
  }

  private Optional<Secret> find(String key, Optional<TenantId> owner, String name) {
    try {
      return secrets.find(owner, name);
    } catch (RuntimeException outage) {
      throw TenantConfigException.secretUnavailable(key, outage);
    }
  }

  private <T> T converted(String key, LayeredValue value, Class<T> type) {
    if (SecretReference.isIn(value.text())) {
      throw TenantConfigException.secret(key, "is a secret: ask for it with secret(...)");
    }
    try {
      return deployed.convert(value.text(), type);
    } catch (RuntimeException unreadable) {
      throw TenantConfigException.unreadable(key, value.layer(), type, unreadable);
    }
  }

  private Optional<LayeredValue> value(Tenant tenant, String key) {
    Objects.requireNonNull(key, "key");
    SettingsOfTenant own = settings.of(tenant.id());
    String ownText = own.byTenant().get(key);
    // Asked at each reading as well: a row may be older than the rule.
    if (ownText != null && tenantKeys.allow(key)) {
      return Optional.of(new LayeredValue(ownText, "by tenant " + tenant.id(), true));
    }
    String operatorText = own.byOperator().get(key);
    if (operatorText != null) {
      return Optional.of(new LayeredValue(operatorText, "for tenant " + tenant.id(), true));
    }
    return layer("leasehold.tenant.\"" + tenant.id() + "\"." + key, "for the tenant", true)
        .or(() -> layer("leasehold.tier.\"" + tenant.tier() + "\"." + key, "for the tier", false))
        .or(() -> layer(key, "for all", false));
  }

  private Optional<LayeredValue> layer(String key, String name, boolean ofTenant) {
    return deployed.find(key).map(text -> new LayeredValue(text, name + " in " + key, ofTenant));
  }
}
