package io.leasehold.isolation.hibernate.internal;

import io.leasehold.tenancy.TenantContext;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Opens Hibernate sessions on behalf of the tenant in scope, and none without. Thread-safe. */
public final class ScopeTenantResolver implements CurrentTenantIdentifierResolver<String> {

  private volatile boolean asked;

  /** Creates a resolver that nobody has asked yet. */
  public ScopeTenantResolver() {}

  /**
   * The tenant in scope.
   *
   * @throws io.leasehold.tenancy.TenantRequiredException if none is, so that no session opens
   */
  @Override
  public String resolveCurrentTenantIdentifier() {
    asked = true;
    return TenantContext.require().id().value();
  }

  @Override
  public boolean validateExistingCurrentSessions() {
    return true;
  }

  /** Whether a session was opened, or refused for want of a tenant. */
  boolean wasAsked() {
    return asked;
  }
}
