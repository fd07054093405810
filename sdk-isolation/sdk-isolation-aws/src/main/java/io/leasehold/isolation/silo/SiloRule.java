package io.leasehold.isolation.silo;

/** What has to hold of a tenant's role. The names are stable. */
public enum SiloRule {
  /**
   * Only those may assume it who are named as such; nobody else, no whole account, not everybody.
   */
  F01_PRINCIPAL,
  /** Whoever assumes it has to name the tenant's own external id. */
  F02_EXTERNAL_ID,
  /** Whoever tags a session of it can only say that it is the tenant's. */
  F03_SESSION_TAGS,
  /** It is the role of that tenant, by account, path and whole name, and of no other. */
  F04_IDENTITY,
  /** What it may do is within what belongs to the tenant. */
  F05_PERMISSIONS,
  /** It has the boundary that it should have. */
  F06_BOUNDARY,
  /** Its sessions last no longer than they should. */
  F07_SESSION_DURATION,
  /** No way leads from it to the role of another tenant. */
  F08_REACH,
  /** Its tag names the tenant. */
  F09_TAG,
  /** Whom a provider of identities vouches for has to be named, and for whom the token is. */
  F10_FEDERATION;

  /** The number in the list of attacks, such as {@code F01}. */
  public String id() {
    return name().substring(0, 3);
  }
}
