package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.discovery.LoginEntry;
import java.util.Optional;

/**
 * Where logins are looked up before anybody has signed in. Each method does the same work whether
 * it finds something or not, and remembers nothing: a cache would answer faster for what exists.
 * Implementations are thread-safe and throw when they cannot know.
 */
public interface LoginDirectory {

  /** The login of the tenant with the slug. */
  Optional<LoginEntry> findBySlug(TenantSlug slug);

  /** The login of the tenant served at the host. */
  Optional<LoginEntry> findByHost(TenantDomain host);

  /** The login of the tenant to which addresses of the domain belong, exactly of this domain. */
  Optional<LoginEntry> findByEmailDomain(TenantDomain domain);
}
