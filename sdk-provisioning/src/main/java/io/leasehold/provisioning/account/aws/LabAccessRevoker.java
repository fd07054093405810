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
 * Denies by the time at which a session began, reads the denial back, empties the boundary and
 * deletes the role: first the door is shut, then it is taken away. A learner may have made roles,
 * which others may have entered: they carry the boundary, so that none of their sessions can do
 * anything once it allows nothing. Thread-safe.
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
      account.requireStillCleared();
      emptyBoundary(member.iam(), LabLayout.boundary(account.id()));
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

  /** The baseline makes the boundary anew. */
  private static void emptyBoundary(IamClient iam, String boundary) {
    try {
      String version = iam.getPolicy(r -> r.policyArn(boundary)).policy().defaultVersionId();
      String stored =
          iam.getPolicyVersion(r -> r.policyArn(boundary).versionId(version))
              .policyVersion()
              .document();
      String read = URLDecoder.decode(stored, StandardCharsets.UTF_8);
      // Repeated attempts would use up the five versions that a policy may have.
      if (!LabPolicies.compact(read).equals(LabPolicies.nothing())) {
        iam.createPolicyVersion(
            r -> r.policyArn(boundary).policyDocument(LabPolicies.nothing()).setAsDefault(true));
      }
    } catch (NoSuchEntityException e) {
      // Without the boundary no role of a learner can have been made.
    }
  }
}
