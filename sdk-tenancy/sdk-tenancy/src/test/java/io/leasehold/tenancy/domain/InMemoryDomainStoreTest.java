package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DomainStore;

class InMemoryDomainStoreTest extends DomainStoreContract {

  @Override
  protected DomainStore emptyStore() {
    return new InMemoryDomainStore();
  }

  @Override
  protected DomainStore unreachableStore() {
    InMemoryDomainStore store = new InMemoryDomainStore();
    store.reachable(false);
    return store;
  }
}
