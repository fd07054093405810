package io.leasehold.tenancy;

import io.leasehold.tenancy.spi.TransactionProbe;
import java.util.function.BooleanSupplier;

/** A probe of which a test says what it sees; nobody else is asked anything. */
public final class SwitchedProbe implements TransactionProbe {

  static volatile BooleanSupplier answer = () -> false;

  /** For the service loader. */
  public SwitchedProbe() {}

  @Override
  public boolean inTransaction() {
    return answer.getAsBoolean();
  }
}
