package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.fairness.SharedAllowancesContract;
import io.leasehold.tenancy.spi.SharedAllowances;

class PostgresAllowancesContractTest extends SharedAllowancesContract {

  @Override
  protected SharedAllowances empty() {
    return new PostgresAllowances(RegistryDatabase.migrated().platform());
  }
}
