package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.config.Secret;
import java.util.Optional;

/**
 * Where secrets are, to which configuration refers as {@code ${secret:name}}: a vault, a secrets
 * manager, files.
 *
 * <p>A reference in a setting of a tenant is a reference to a secret of that tenant, whatever its
 * name is. So a tenant that may write settings reads nobody else's secrets, and none of the
 * platform. Implementations keep the two apart by more than a prefix that a name can contain; names
 * have only letters, digits, {@code _}, {@code -} and {@code /}, and start with a letter or digit.
 *
 * <p>Implementations are thread-safe and do their own caching.
 */
@FunctionalInterface
public interface SecretSource {

  /**
   * The secret.
   *
   * @param tenant whose; empty for the platform
   * @param name its name
   * @throws RuntimeException if that cannot be known now
   */
  Optional<Secret> find(Optional<TenantId> tenant, String name);

  /** No secrets at all. */
  static SecretSource none() {
    return (tenant, name) -> Optional.empty();
  }
}
