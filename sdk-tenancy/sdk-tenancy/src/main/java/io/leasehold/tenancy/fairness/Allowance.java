package io.leasehold.tenancy.fairness;

import java.time.Duration;

/** How much a tenant may do in a time: a {@link Rate} that refills, or a {@link Quota}. */
public sealed interface Allowance permits Rate, Quota {

  /** How many requests. */
  long permits();

  /** In how much time. */
  Duration per();

  /** Its name in headers and in the database. */
  String name();
}
