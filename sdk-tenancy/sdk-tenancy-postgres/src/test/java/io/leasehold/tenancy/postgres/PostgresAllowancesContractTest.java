package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.fairness.SharedAllowancesContract;
import io.leasehold.tenancy.spi.SharedAllowances;
import java.sql.SQLException;

class PostgresAllowancesContractTest extends SharedAllowancesContract {

  @Override
  protected SharedAllowances empty() {
    try {
      return new PostgresAllowances(RegistryDatabase.migrated().platform());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
