package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.spi.SharedAllowances;

/** The stand-in of the other tests keeps to the contract, too. */
class SharedCountTest extends SharedAllowancesContract {

  @Override
  protected SharedAllowances empty() {
    return new SharedCount(new FakeTime());
  }
}
