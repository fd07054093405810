package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LabRole;
import io.leasehold.provisioning.account.spi.Baseline;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Writes the learner's role and its boundary. The role is deleted and made again each time: a new
 * role has a new id, and no session of the old one survives it. Thread-safe.
 */
public final class LabBaseline implements Baseline {

  private static final int LONGEST_SESSION_SECONDS = 3600;

  private final MemberAccounts members;
  private final LabPolicies policies;

  /** A baseline of this layout. */
  public LabBaseline(MemberAccounts members, LabLayout layout) {
    this.members = members;
    this.policies = new LabPolicies(layout);
  }

  @Override
  public void apply(ClearedAccount account, Epoch forEpoch) {
    try (MemberAccount member = members.open(account.id())) {
      RoleRemoval removal = new RoleRemoval(member.iam(), account::requireStillCleared);
      removal.remove(LabRole.NAME);
      replaceBoundary(member.iam(), account);
      createRole(member.iam(), account.id(), forEpoch);
    }
  }

  private void replaceBoundary(IamClient iam, ClearedAccount account) {
    new PolicyRemoval(iam, account::requireStillCleared).remove(LabLayout.boundary(account.id()));
    iam.createPolicy(
        r ->
            r.policyName(LabLayout.BOUNDARY)
                .description("What a learner may do at most. Written by Leasehold.")
                .policyDocument(policies.boundary(account.id())));
  }

  private void createRole(IamClient iam, AccountId account, Epoch forEpoch) {
    iam.createRole(
        r ->
            r.roleName(LabRole.NAME)
                .description("The learner of the lease. Written by Leasehold.")
                .assumeRolePolicyDocument(policies.trust(forEpoch))
                .permissionsBoundary(LabLayout.boundary(account))
                .maxSessionDuration(LONGEST_SESSION_SECONDS));
    iam.putRolePolicy(
        r ->
            r.roleName(LabRole.NAME)
                .policyName(LabLayout.ACCESS)
                .policyDocument(policies.access()));
  }
}
