package io.leasehold.tenancy.jakarta.internal;

import java.time.Duration;
import java.util.function.Supplier;

/** Whether changes of tenants are certainly heard of, within the bound that their source states. */
record Confirmation(Supplier<Duration> unconfirmedFor) {

  static final Confirmation ALWAYS = new Confirmation(() -> Duration.ZERO);

  boolean holds() {
    return unconfirmedFor.get().isZero();
  }
}
