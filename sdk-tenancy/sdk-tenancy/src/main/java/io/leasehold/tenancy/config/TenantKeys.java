package io.leasehold.tenancy.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The keys that a tenant may set for itself; all others are the operator's. Immutable.
 *
 * <p>Keys of this library ({@code leasehold.}) are never among them: a tenant cannot raise its own
 * limits.
 */
public final class TenantKeys {

  static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private static final String OURS = "leasehold";
  private static final TenantKeys NONE = new TenantKeys(Set.of(), Set.of());

  private final Set<String> keys;
  private final Set<String> prefixes;

  /** Unchecked: only for {@link #of} and the sabotage test. */
  TenantKeys(Set<String> keys, Set<String> prefixes) {
    this.keys = Set.copyOf(keys);
    this.prefixes = Set.copyOf(prefixes);
  }

  /** A tenant may set nothing. */
  public static TenantKeys none() {
    return NONE;
  }

  /**
   * A tenant may set these.
   *
   * @param patterns keys, or beginnings as in {@code mail.*}
   * @throws IllegalArgumentException if one is no key, or covers keys of this library
   */
  public static TenantKeys of(String... patterns) {
    Set<String> keys = new HashSet<>();
    Set<String> prefixes = new TreeSet<>();
    for (String pattern : Arrays.asList(patterns)) {
      boolean beginning = pattern.endsWith(".*");
      String name = beginning ? pattern.substring(0, pattern.length() - 2) : pattern;
      if (!KEY.matcher(name).matches() || isOurs(name)) {
        throw new IllegalArgumentException(
            "a tenant may set keys such as 'labs.greeting' and 'mail.*', but not '"
                + pattern
                + "'; the keys of this library and '*' are the operator's");
      }
      if (beginning) {
        prefixes.add(name + ".");
      } else {
        keys.add(name);
      }
    }
    return new TenantKeys(keys, prefixes);
  }

  /** Whether a tenant may set the key. */
  public boolean allow(String key) {
    Objects.requireNonNull(key, "key");
    return !isOurs(key) && (keys.contains(key) || prefixes.stream().anyMatch(key::startsWith));
  }

  private static boolean isOurs(String key) {
    return key.equals(OURS) || key.startsWith(OURS + ".");
  }
}
