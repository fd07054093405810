package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.Version;
import org.hibernate.cfg.AvailableSettings;

/** What Hibernate must be like to keep tenants apart. */
public final class HibernateRules {

  static final String KEYS_FACTORY = "hibernate.cache.keys_factory";

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  private static final List<String> BYPASSES =
      List.of(
          AvailableSettings.CONNECTION_PROVIDER,
          AvailableSettings.MULTI_TENANT_CONNECTION_PROVIDER,
          AvailableSettings.MULTI_TENANT_SCHEMA_MAPPER,
          AvailableSettings.MULTI_TENANT_CREDENTIALS_MAPPER);

  private HibernateRules() {}

  /** Refuses the running Hibernate and the settings when either has a hole. */
  static void require(Map<String, Object> settings) {
    requireVersion(Version.getVersionString());
    requireTenantInCacheKeys(settings);
    for (String bypass : BYPASSES) {
      if (settings.get(bypass) != null) {
        throw new UnsafeConfigurationException(
            "the setting "
                + bypass
                + " takes connections past the guarded data source; remove it, or set "
                + UnitIsolation.SETTING
                + "=none for a unit without tenants' rows");
      }
    }
  }

  /**
   * Refuses versions whose stateless sessions write rows of other tenants.
   *
   * @param version such as {@code 7.4.13.Final}
   */
  static void requireVersion(String version) {
    if (!isSafe(version)) {
      throw new UnsafeConfigurationException(
          "Hibernate "
              + version
              + " updates and deletes rows of other tenants in stateless sessions; use 7.4.9 or"
              + " later");
    }
  }

  /** Whether the version is 7.4.9 or later; an unreadable one is not. */
  public static boolean isSafe(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    int patch = Integer.parseInt(parts.group(3));
    return major > 7 || (major == 7 && (minor > 4 || (minor == 4 && patch >= 9)));
  }

  /** Whether cache keys hold the tenant, as Hibernate's default ones do. */
  static boolean keepsTenantInCacheKeys(Map<String, Object> settings) {
    Object factory = settings.get(KEYS_FACTORY);
    return factory == null || factory.toString().equals("default");
  }

  private static void requireTenantInCacheKeys(Map<String, Object> settings) {
    if (!keepsTenantInCacheKeys(settings)) {
      throw new UnsafeConfigurationException(
          KEYS_FACTORY
              + "="
              + settings.get(KEYS_FACTORY)
              + " may drop the tenant from cache keys, so that one tenant reads another's entity"
              + " from the cache; remove the setting");
    }
  }
}
