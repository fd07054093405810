package io.leasehold.isolation.hibernate.internal;

import org.jspecify.annotations.Nullable;

/** Tells one transaction of the calling thread from the next. Thread-safe. */
public interface Transactions {

  /** Nobody but the user of the connection ends its transactions. */
  Transactions LOCAL = () -> null;

  /**
   * The transaction of the calling thread that a transaction manager will end, or null when there
   * is none.
   */
  @Nullable Global current();

  /** One transaction of a transaction manager. */
  interface Global {

    /** Equal for the same transaction only. */
    Object key();

    /**
     * Remembers the tenant of the transaction.
     *
     * @param tenant the tenant's id, empty for none
     * @return the tenant remembered before, or null when this is the first
     */
    @Nullable String claim(String tenant);

    /** Has the work run when the transaction is over, however it ends; at once if it is already. */
    void afterCompletion(Runnable work);
  }
}
