package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.LabRole;
import io.leasehold.provisioning.account.spi.AccessRevoker;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Denies by the time at which a session began, reads the denial back, and deletes the role: first
 * the door is shut, then it is taken away. Thread-safe.
 */
public final class LabAccessRevoker implements AccessRevoker {

  private final MemberAccounts members;
  private final Clock clock;

  /** Revokes in these accounts. */
  public LabAccessRevoker(MemberAccounts members, Clock clock) {
    this.members = members;
    this.clock = clock;
  }

  @Override
  public void revoke(ClearedAccount account) {
    try (MemberAccount member = members.open(account.id())) {
      account.requireStillCleared();
      deny(member.iam());
      new RoleRemoval(member.iam(), account::requireStillCleared).remove(LabRole.NAME);
    }
  }

  private void deny(IamClient iam) {
    String denial = LabPolicies.over(clock.instant());
    try {
      iam.putRolePolicy(
          r -> r.roleName(LabRole.NAME).policyName(LabLayout.REVOKED).policyDocument(denial));
      String stored =
          iam.getRolePolicy(r -> r.roleName(LabRole.NAME).policyName(LabLayout.REVOKED))
              .policyDocument();
      String read = URLDecoder.decode(stored, StandardCharsets.UTF_8);
      if (!LabPolicies.compact(read).equals(denial)) {
        throw new IllegalStateException("IAM does not show the denial yet");
      }
    } catch (NoSuchEntityException e) {
      // An attempt before this one came as far as deleting the role.
    }
  }
}
