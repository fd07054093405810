package io.leasehold.isolation.hibernate.schema;

/** One thing in which a database differs from a {@link RowSecurityPlan}. */
public sealed interface RowSecurityDrift {

  /** The table, with its schema if the plan names one. */
  String table();

  /** The difference, for people. */
  String text();

  /** Whether {@link RowSecurityPlan#apply} takes the difference away. */
  default boolean isRepaired() {
    return true;
  }

  /** The table is not there; a migration of the application has to make it. */
  record TableMissing(String table) implements RowSecurityDrift {
    @Override
    public String text() {
      return "there is no table " + table;
    }

    @Override
    public boolean isRepaired() {
      return false;
    }
  }

  /**
   * The table has no tenant column; where {@link TenantTable.Filler#HIBERNATE} writes it, a
   * migration of the application has to add it.
   */
  record TenantColumnMissing(String table, String column, boolean isRepaired)
      implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has no column " + column;
    }
  }

  /** The database does not fill the tenant column, or lets it be empty. */
  record TenantColumnNotFilled(String table, String column) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " does not fill its column " + column;
    }
  }

  /** Row security is not on, or not for the owner. */
  record NotEnforced(String table) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has row security disabled, or not forced";
    }
  }

  /** There is no policy of this library on the table. */
  record PolicyMissing(String table) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has no policy of Leasehold";
    }
  }

  /** There is a policy of this library that the plan does not have, of another version perhaps. */
  record PolicyOutdated(String table, String policy) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has the policy " + policy + " of another plan";
    }
  }

  /** The policy is not what its name says: somebody has altered it. */
  record PolicyAltered(String table, String policy) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has a policy " + policy + " that was altered";
    }
  }

  /**
   * A partition or heir of the table lets rows through when it is read by its own name.
   *
   * @param isRepaired not where it is a foreign table, which can have no row security
   */
  record PartitionOpen(String table, String partition, boolean isRepaired)
      implements RowSecurityDrift {
    @Override
    public String text() {
      return "the partition "
          + partition
          + " of "
          + table
          + (isRepaired
              ? " has no row security of its own, or not the same"
              : " is a foreign table, which can have no row security");
    }
  }

  /**
   * Another table in a schema of the plan has a policy of this library: an entity that is gone, or
   * a table that is guarded without Hibernate.
   */
  record NotPlanned(String table) implements RowSecurityDrift {
    @Override
    public String text() {
      return table + " has row security of Leasehold and is not in the plan";
    }

    @Override
    public boolean isRepaired() {
      return false;
    }
  }
}
