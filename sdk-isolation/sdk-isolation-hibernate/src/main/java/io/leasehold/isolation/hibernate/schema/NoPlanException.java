package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowIsolationException;

/** A persistence unit has no plan. */
public final class NoPlanException extends RowIsolationException {

  NoPlanException() {
    super(
        "LH-ISO-286",
        "the persistence unit has no row security plan: it was started with"
            + " leasehold.isolation=none, or without this library on its class path");
  }
}
