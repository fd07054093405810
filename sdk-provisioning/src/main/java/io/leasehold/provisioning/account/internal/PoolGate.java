package io.leasehold.provisioning.account.internal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one lock of the pool, held to the end of the transaction. Whoever puts a lease into the
 * queue, and whoever makes an account READY, passes through it; so no lease starts to wait in the
 * moment in which an account comes free unseen. A claim that finds an account at once does not need
 * it.
 *
 * <p>Order of locks everywhere: lease row, gate, account row, lease rows of the queue.
 */
final class PoolGate {

  private static final long KEY = 0x6C656173_65706F6FL;

  void enter(Connection transaction) throws SQLException {
    Query.of("select 1 from (select pg_advisory_xact_lock(?)) as gate", KEY).number(transaction);
  }
}
