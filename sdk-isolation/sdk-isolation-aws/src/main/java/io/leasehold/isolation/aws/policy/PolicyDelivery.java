package io.leasehold.isolation.aws.policy;

/**
 * The ways in which a blueprint reaches the session of a tenant, from the one that changes least to
 * the one that changes most.
 */
public enum PolicyDelivery {

  /** As the session policy of every call: 2,048 characters, nothing to prepare. */
  INLINE,

  /**
   * As one session for each group of services, each with 2,048 characters. Nothing to prepare, but
   * a tenant has several sessions, and each client says which service it is for.
   */
  SPLIT_BY_SERVICE,

  /**
   * As up to ten managed policies of 6,144 characters, which are passed by their ARNs and take the
   * tenant from the session tag {@code tenant}. Somebody has to create them.
   */
  MANAGED_ARNS,

  /**
   * As the role's own policy of 10,240 characters, which takes the tenant from the session tag
   * {@code tenant}. The role belongs to the blueprint and to nothing else.
   */
  SESSION_TAGS;

  /**
   * Whether the policy is the same for all tenants, and a session tag tells whose session it is.
   */
  boolean byTag() {
    return this == MANAGED_ARNS || this == SESSION_TAGS;
  }
}
