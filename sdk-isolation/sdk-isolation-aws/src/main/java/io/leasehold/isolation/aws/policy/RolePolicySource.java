package io.leasehold.isolation.aws.policy;

import java.util.List;
import java.util.Optional;

/** Reads what stands in an account. Failures are thrown, and taken for "not known". */
public interface RolePolicySource {

  /**
   * The policies of a role.
   *
   * @param trust its trust policy
   * @param permissions the texts of all its inline and attached policies, decoded
   */
  record RolePolicies(String trust, List<String> permissions) {
    /** Copies. */
    public RolePolicies {
      permissions = List.copyOf(permissions);
    }
  }

  /** What stands on the role, empty if there is no such role. */
  Optional<RolePolicies> role(String roleArn);

  /** The default version of a managed policy, empty if there is none. */
  Optional<String> managedPolicy(String policyArn);
}
