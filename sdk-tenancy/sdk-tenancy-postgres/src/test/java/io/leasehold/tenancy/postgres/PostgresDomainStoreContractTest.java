package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.domain.DomainStoreContract;
import io.leasehold.tenancy.spi.DomainStore;
import org.junit.jupiter.api.BeforeAll;

class PostgresDomainStoreContractTest extends DomainStoreContract {

  private static DomainDatabase database;

  @BeforeAll
  static void migrate() {
    database = new DomainDatabase();
  }

  @Override
  protected DomainStore emptyStore() {
    return new PostgresDomainStore(database.emptied().platform());
  }

  @Override
  protected DomainStore unreachableStore() {
    return new PostgresDomainStore(RegistryDatabase.unreachable());
  }
}
