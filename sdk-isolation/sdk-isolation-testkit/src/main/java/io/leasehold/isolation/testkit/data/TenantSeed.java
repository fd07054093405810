package io.leasehold.isolation.testkit.data;

/**
 * Gives a tenant rows, of every entity that it can have. Called many times, in the scope of one
 * tenant or the other and outside a transaction, each time with a marker of its own.
 */
@FunctionalInterface
public interface TenantSeed {

  /**
   * Stores rows, by {@link Seeding#persist} or by the application's own code.
   *
   * @throws Exception if they cannot be stored; the test fails with it
   */
  void into(Seeding rows) throws Exception;
}
