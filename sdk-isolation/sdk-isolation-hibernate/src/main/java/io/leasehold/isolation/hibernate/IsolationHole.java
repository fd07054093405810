package io.leasehold.isolation.hibernate;

/** The kinds of hole that {@link TenantIsolationCheck} looks for, each with a stable code. */
public enum IsolationHole {
  /** Hibernate is older than 7.4.9. */
  HIBERNATE_TOO_OLD("LH-ISO-210"),
  /** Hibernate's cache keys may lack the tenant. */
  CACHE_KEYS_WITHOUT_TENANT("LH-ISO-211"),
  /** An entity has no {@code @TenantId} and was not declared shared. */
  ENTITY_WITHOUT_TENANT("LH-ISO-212"),
  /** The role is a superuser, or may become one. */
  SUPERUSER("LH-ISO-220"),
  /** The role has BYPASSRLS, or may become one that has. */
  BYPASSES_ROW_SECURITY("LH-ISO-221"),
  /** The role owns the table, or may become its owner, and could switch row security off. */
  OWNS_TABLE("LH-ISO-222"),
  /** The role may TRUNCATE the table, which row security does not see. */
  MAY_TRUNCATE("LH-ISO-223"),
  /** The role may let a foreign key point at the table, which tells what rows there are. */
  MAY_REFERENCE("LH-ISO-224"),
  /** The role may hang a trigger on the table, which then runs in other roles' statements. */
  MAY_TRIGGER("LH-ISO-225"),
  /** The role may create objects where the tenants' tables are. */
  MAY_CREATE("LH-ISO-226", Level.WARNING),
  /** The role is a member of a role of PostgreSQL's own that reaches past row security. */
  PREDEFINED_ROLE("LH-ISO-227"),
  /** The role may replicate, and so read every row, or make roles, and so become another. */
  MAY_REPLICATE_OR_MAKE_ROLES("LH-ISO-228"),
  /** A tenant is set before anybody has set one: by the role, the database or who was before. */
  TENANT_PRESET("LH-ISO-229"),
  /** The table has a tenant column and no row security. */
  ROW_SECURITY_OFF("LH-ISO-230"),
  /** The table's owner is exempt from its row security. */
  NOT_FORCED("LH-ISO-231"),
  /** The table has row security and no policy, so that nobody sees a row. */
  NO_POLICY("LH-ISO-232"),
  /** The table's policy has no WITH CHECK of its own. */
  NO_CHECK("LH-ISO-233"),
  /** A policy lets more through than a comparison of the tenant column with the tenant set. */
  POLICY_TOO_WIDE("LH-ISO-234"),
  /** A view reads the table with its owner's rights. */
  VIEW_WITH_OWNERS_RIGHTS("LH-ISO-235"),
  /** A materialized view keeps rows of all tenants, and the role may read it. */
  MATERIALIZED_VIEW("LH-ISO-236"),
  /** No table with a tenant column was found where the check looked, so it proved nothing. */
  NOTHING_FOUND("LH-ISO-239"),
  /** A foreign key without the tenant reaches a row of another tenant. */
  FOREIGN_KEY_CROSSES_TENANTS("LH-ISO-260"),
  /** A unique key without the tenant tells a tenant which values another one has. */
  UNIQUE_CROSSES_TENANTS("LH-ISO-261"),
  /** A primary key without the tenant is of a type whose values can be guessed. */
  GUESSABLE_KEY("LH-ISO-262", Level.WARNING),
  /** The tenant column may be null. */
  TENANT_COLUMN_NULLABLE("LH-ISO-263", Level.WARNING),
  /** The tenant column is not text, or compares different tenants as equal. */
  TENANT_COLUMN_UNFIT("LH-ISO-264"),
  /** The tenant column has a tenant of its own when nobody names one. */
  TENANT_COLUMN_DEFAULT("LH-ISO-265"),
  /** A table without the tenant column hangs on tenants' rows, and nothing guards it. */
  CHILD_WITHOUT_TENANT("LH-ISO-266"),
  /** The role reaches a table without the tenant column that was not declared shared. */
  TABLE_NOT_DECLARED("LH-ISO-267", Level.WARNING),
  /** A partition or child of a tenants' table has no row security when it is read by itself. */
  CHILD_TABLE_WITHOUT_ROW_SECURITY("LH-ISO-268"),
  /** A rewrite rule runs with its owner's rights in statements on the table. */
  RULE_ON_TABLE("LH-ISO-269"),
  /** A function runs with its owner's rights beside the tenants' tables, or past row security. */
  DEFINER_FUNCTION("LH-ISO-270"),
  /** A function that runs with its owner's rights takes names from its caller's search path. */
  DEFINER_SEARCH_PATH("LH-ISO-271"),
  /** Tables that are yet to come will have a right that row security does not see. */
  DEFAULT_PRIVILEGES("LH-ISO-272", Level.WARNING),
  /** Every role has a right on the table. */
  GRANTED_TO_PUBLIC("LH-ISO-273", Level.WARNING),
  /** A policy shows every row to another role. */
  POLICY_FOR_OTHERS("LH-ISO-274", Level.WARNING),
  /** PostgreSQL lacks fixes of holes in row security. */
  POSTGRES_TOO_OLD("LH-ISO-275"),
  /** The policies are not those that were released. */
  POLICY_DRIFT("LH-ISO-276"),
  /** Rows were seen while no tenant, or one that does not exist, was set. */
  ROWS_SEEN("LH-ISO-277"),
  /** A row of the canary tenant could be given to another tenant. */
  CANARY_MOVED("LH-ISO-278"),
  /** The canary tenant has no row that it sees itself, so its invisibility proves nothing. */
  CANARY_ABSENT("LH-ISO-279"),
  /** A pooler is between the application and PostgreSQL that was not declared. */
  POOLER_NOT_DECLARED("LH-ISO-280", Level.WARNING),
  /** A pooler hands the statements of one transaction to several sessions. */
  POOLER_SPLITS_TRANSACTIONS("LH-ISO-281"),
  /** A table of a tenants' entity is not among the tables that were checked. */
  ENTITY_TABLE_NOT_CHECKED("LH-ISO-282"),
  /** A policy of ours keeps tenants apart, but its name is that of another body. */
  POLICY_OUTDATED("LH-ISO-283", Level.WARNING),
  /**
   * The role reaches the keys by which tenants are proven, or what checks the proofs is changed.
   */
  SIGNING_KEYS_REACHABLE("LH-ISO-311"),
  /** A column holds large objects, which row security does not cover. */
  LARGE_OBJECTS("LH-ISO-370"),
  /** The role may make temporary tables, which stay on a pooled connection with their rows. */
  MAY_MAKE_TEMPORARY_TABLES("LH-ISO-371", Level.WARNING);

  /** What a hole means for the start of the application. */
  public enum Level {
    /** Tenants are not kept apart, or it cannot be known: the application must not start. */
    ERROR,
    /** A mistake that by itself lets nobody through, or that may be meant. */
    WARNING
  }

  private final String code;
  private final Level level;

  IsolationHole(String code) {
    this(code, Level.ERROR);
  }

  IsolationHole(String code, Level level) {
    this.code = code;
    this.level = level;
  }

  /** The stable code of the kind. */
  public String code() {
    return code;
  }

  /** Whether it stops the start. */
  public Level level() {
    return level;
  }
}
