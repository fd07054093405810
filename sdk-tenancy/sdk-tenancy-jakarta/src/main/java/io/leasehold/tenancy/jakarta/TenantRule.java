package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.RuleReading;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What a method says about on whose behalf it runs: the annotation nearest to it, of the method,
 * then of the class (or what it inherits from), then of its package.
 */
public sealed interface TenantRule {

  /** Nothing is said: a resource is as protected as its path, another bean is not checked. */
  record Unsaid() implements TenantRule {}

  /** {@link TenantRequired}. */
  record Required() implements TenantRule {}

  /** {@link TenantOptional}. */
  record ForEverybody() implements TenantRule {}

  /**
   * {@link PlatformScoped}.
   *
   * @param purpose why, never blank
   */
  record OfPlatform(String purpose) implements TenantRule {
    /** Requires the purpose. */
    public OfPlatform {
      Objects.requireNonNull(purpose, "purpose");
    }
  }

  /**
   * {@link CrossTenant}.
   *
   * @param reason why
   * @param roles of which the caller needs one
   * @param limit for how long at most
   */
  record AcrossTenants(String reason, Set<String> roles, Duration limit) implements TenantRule {
    /**
     * Validates and copies.
     *
     * @throws IllegalArgumentException without a reason, a role or a time
     */
    public AcrossTenants {
      roles = Set.copyOf(roles);
      if (reason.isBlank() || roles.isEmpty() || limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException(
            "@CrossTenant needs a reason, at least one role and a time above zero");
      }
    }
  }

  /** Whether only the platform's own credential opens it. */
  default boolean isPlatforms() {
    return this instanceof OfPlatform || this instanceof AcrossTenants;
  }

  /**
   * The rule of a method.
   *
   * @param type the class whose method is called; may be a subclass of the one that has the method
   * @throws IllegalStateException if two annotations at the same place contradict each other
   */
  static TenantRule of(Class<?> type, Method method) {
    return RuleReading.of(type, method);
  }
}
