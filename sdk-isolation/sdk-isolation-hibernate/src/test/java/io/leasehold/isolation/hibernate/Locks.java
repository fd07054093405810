package io.leasehold.isolation.hibernate;

/** Which of the two locks on a tenant's rows are on. */
enum Locks {
  BOTH(true, true),
  /** PostgreSQL's row security; every session is a root session, which Hibernate leaves alone. */
  DATABASE_ALONE(false, true),
  /** Hibernate's {@code @TenantId}; the tables have no row security. */
  HIBERNATE_ALONE(true, false),
  NEITHER(false, false);

  final boolean hibernate;
  final boolean database;

  Locks(boolean hibernate, boolean database) {
    this.hibernate = hibernate;
    this.database = database;
  }
}
