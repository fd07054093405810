package io.leasehold.provisioning.account.spi;

/** Ends the access of a lease. */
public interface AccessRevoker {

  /**
   * Denies everything to each credential of the lease that was issued so far, confirms it, and then
   * takes the role away. When it returns, no credential of the lease works.
   */
  void revoke(ClearedAccount account);
}
