package io.leasehold.tenancy;

/** Where a tenant stands in its life. Only {@link #ACTIVE} and {@link #READ_ONLY} may enter. */
public enum TenantStatus {
  /** Being set up; nobody may enter yet. */
  PROVISIONING,
  /** In normal use. */
  ACTIVE,
  /** May enter and read, for instance while its data moves. */
  READ_ONLY,
  /** Shut out for now, for instance for non-payment; its data is kept. */
  SUSPENDED,
  /** Leaving; its data is being exported and deleted. */
  OFFBOARDING,
  /** Gone. The id stays taken for ever. */
  DELETED;

  /** Whether members of the tenant may enter at all. */
  public boolean admits() {
    return this == ACTIVE || this == READ_ONLY;
  }
}
