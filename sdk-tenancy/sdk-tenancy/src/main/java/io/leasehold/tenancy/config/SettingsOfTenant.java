package io.leasehold.tenancy.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is set for one tenant. Immutable.
 *
 * @param byOperator what the operator has set for the tenant, such as a larger quota
 * @param byTenant what the tenant has set for itself; counts only for keys that a tenant may set
 */
public record SettingsOfTenant(Map<String, String> byOperator, Map<String, String> byTenant) {

  /** Nothing. */
  public static final SettingsOfTenant NONE = new SettingsOfTenant(Map.of(), Map.of());

  /** Copies. */
  public SettingsOfTenant {
    byOperator = Map.copyOf(byOperator);
    byTenant = Map.copyOf(byTenant);
  }

  /** The keys that are set differently in the other. */
  public Set<String> differencesTo(SettingsOfTenant other) {
    Set<String> keys = new TreeSet<>(different(byOperator, other.byOperator));
    keys.addAll(different(byTenant, other.byTenant));
    return keys;
  }

  private static Set<String> different(Map<String, String> one, Map<String, String> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    keys.removeIf(key -> one.containsKey(key) && one.get(key).equals(other.get(key)));
    return keys;
  }

  /** The keys only: values may be private. */
  @Override
  public String toString() {
    return "SettingsOfTenant[byOperator="
        + byOperator.keySet()
        + ", byTenant="
        + byTenant.keySet()
        + "]";
  }
}
