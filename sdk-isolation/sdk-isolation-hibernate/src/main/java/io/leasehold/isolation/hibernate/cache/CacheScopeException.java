package io.leasehold.isolation.hibernate.cache;

import io.leasehold.isolation.hibernate.RowIsolationException;

/**
 * A session of one tenant was to read or fill a shared cache while the calling code runs on behalf
 * of another tenant, or of none. Hibernate's {@code CacheException} has it as its cause.
 */
public final class CacheScopeException extends RowIsolationException {

  /** Creates the exception. */
  public CacheScopeException() {
    super(
        "LH-ISO-325",
        "the session is of another tenant than the calling code, or that runs for no tenant, so"
            + " the second-level cache was not touched; open the session in the scope that uses it");
  }
}
