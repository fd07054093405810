package io.leasehold.tenancy.spi;

/**
 * Tells whether the calling thread is inside a transaction, so that {@code TenantScopes} can refuse
 * to change the tenant in the middle of one. Found by the {@link java.util.ServiceLoader}; any
 * number may be installed, and one that says "yes" is enough.
 *
 * <p>Implementations are thread-safe, quick, and look only: they neither begin nor join anything.
 */
@FunctionalInterface
public interface TransactionProbe {

  /**
   * Whether a transaction is active on the calling thread.
   *
   * @throws RuntimeException if it cannot be known; the change of tenant is refused then too
   */
  boolean inTransaction();
}
