package io.leasehold.isolation.silo;

import io.leasehold.tenancy.TenantId;
import java.util.Optional;

/**
 * A call of STS that gives out credentials which it should not. For operators: it may name the role
 * of another tenant. Immutable.
 *
 * @param problem what is wrong
 * @param operation such as {@code AssumeRole}
 * @param tenant for whom the call is made, if that is known
 * @param role the ARN of the role; empty if the operation has none
 */
public record AssumeRoleReport(
    Problem problem, String operation, Optional<TenantId> tenant, String role) {

  /** What can be wrong with such a call. */
  public enum Problem {
    /** It is made outside the scope of a tenant, and the role is not the platform's. */
    NO_TENANT("it is made for no tenant; call it inside TenantScopes, or through the vendor"),
    /** The role is another tenant's, or the platform's. */
    FOREIGN_ROLE("its role is not that of the tenant for which it is made"),
    /** The role is shared, and the call does not narrow it down to the tenant. */
    NOT_NARROWED("its role is shared and is not narrowed down to the tenant"),
    /** A session tag names another tenant. */
    FOREIGN_TAG("a session tag names another tenant"),
    /** The session is named after another tenant. */
    FOREIGN_NAME("the session is named after another tenant"),
    /** Nobody said what the role is, or what the operation does. */
    UNKNOWN("nobody said whose its role is; name it in TenantRoles");

    private final String words;

    Problem(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
