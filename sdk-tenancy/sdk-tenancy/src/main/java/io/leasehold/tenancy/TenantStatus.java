package io.leasehold.tenancy;

/** Where a tenant stands in its life. Only {@link #ACTIVE} and {@link #READ_ONLY} may enter. */
public enum TenantStatus {
  /** Being set up; nobody may enter yet. */
  PROVISIONING,
  /** In normal use. */
  ACTIVE,
  /** May enter and read but change nothing, for instance while its data moves. */
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

  /** Whether members of the tenant may change anything. */
  public boolean admitsWrites() {
    return this == ACTIVE;
  }

  /**
   * Whether a tenant of this status may be given the other, or has it already. There is no way back
   * from {@link #OFFBOARDING}, because part of the data may be gone.
   */
  public boolean mayBecome(TenantStatus next) {
    return this == next
        || switch (this) {
          case PROVISIONING -> next == ACTIVE || next == OFFBOARDING;
          case ACTIVE -> next == READ_ONLY || next == SUSPENDED || next == OFFBOARDING;
          case READ_ONLY -> next == ACTIVE || next == SUSPENDED || next == OFFBOARDING;
          case SUSPENDED -> next == ACTIVE || next == READ_ONLY || next == OFFBOARDING;
          case OFFBOARDING -> next == DELETED;
          case DELETED -> false;
        };
  }
}
