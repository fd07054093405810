package io.leasehold.isolation.aws.revocation;

/**
 * Puts the revocations on the role that the tenants' sessions share, for instance by IAM's
 * PutRolePolicy and DeleteRolePolicy. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RevocationPolicies {

  /**
   * Puts the document in place of the former one; an empty one deletes it.
   *
   * @throws RuntimeException if that did not happen
   */
  void put(RevocationDocument document);
}
