package io.leasehold.isolation.silo;

import java.util.Objects;

/**
 * Something about a tenant's role that is not as it should be. For operators: it may name policies,
 * accounts and other tenants. Immutable.
 *
 * @param rule what should hold
 * @param severity whether the role may be used all the same
 * @param role the role's ARN
 * @param detail what is wrong, and the way out
 */
public record SiloFinding(SiloRule rule, Severity severity, String role, String detail) {

  /** How bad it is. */
  public enum Severity {
    /** The role does not isolate, or that it does cannot be shown. */
    ERROR,
    /** It holds by one guard alone, where there should be two. */
    WARNING
  }

  /** Requires all. */
  public SiloFinding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(detail, "detail");
  }

  /** Whether the role must not be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    return "%s %s of %s: %s".formatted(rule.id(), severity, role, detail);
  }
}
