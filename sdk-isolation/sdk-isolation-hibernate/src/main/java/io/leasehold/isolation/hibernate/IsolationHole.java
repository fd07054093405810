package io.leasehold.isolation.hibernate;

/** The kinds of hole that {@link IsolationSelfCheck} looks for, each with a stable code. */
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
  NOTHING_FOUND("LH-ISO-239");

  private final String code;

  IsolationHole(String code) {
    this.code = code;
  }

  /** The stable code of the kind. */
  public String code() {
    return code;
  }
}
