package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LabRole;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether the learner's role and its boundary are exactly those that the baseline writes. */
final class BaselineCheck {

  private final LabPolicies policies;

  BaselineCheck(LabPolicies policies) {
    this.policies = policies;
  }

  void compare(AccountId account, Epoch epoch, IamClient iam, List<String> findings) {
    try {
      Role role = iam.getRole(r -> r.roleName(LabRole.NAME)).role();
      expect("trust", policies.trust(epoch), role.assumeRolePolicyDocument(), findings);
      boolean bounded =
          role.permissionsBoundary() != null
              && LabLayout.boundary(account)
                  .equals(role.permissionsBoundary().permissionsBoundaryArn());
      if (!bounded) {
        findings.add("the role " + LabRole.NAME + " lacks its boundary");
      }
      grants(iam, findings);
      boundary(account, iam, findings);
    } catch (NoSuchEntityException e) {
      findings.add("the baseline is not complete: " + e.awsErrorDetails().errorMessage());
    }
  }

  private void grants(IamClient iam, List<String> findings) {
    List<String> inline = iam.listRolePolicies(r -> r.roleName(LabRole.NAME)).policyNames();
    boolean attached =
        iam.listAttachedRolePolicies(r -> r.roleName(LabRole.NAME)).attachedPolicies().isEmpty();
    if (!inline.equals(List.of(LabLayout.ACCESS)) || !attached) {
      findings.add("the role " + LabRole.NAME + " has other policies than its own");
      return;
    }
    String access =
        iam.getRolePolicy(r -> r.roleName(LabRole.NAME).policyName(LabLayout.ACCESS))
            .policyDocument();
    expect("access policy", policies.access(), access, findings);
  }

  private void boundary(AccountId account, IamClient iam, List<String> findings) {
    String arn = LabLayout.boundary(account);
    String version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
    String document =
        iam.getPolicyVersion(r -> r.policyArn(arn).versionId(version)).policyVersion().document();
    expect("boundary", policies.boundary(account), document, findings);
  }

  private static void expect(String what, String expected, String stored, List<String> findings) {
    String actual = LabPolicies.compact(URLDecoder.decode(stored, StandardCharsets.UTF_8));
    if (!actual.equals(expected)) {
      findings.add("the " + what + " of " + LabRole.NAME + " is not the one that was written");
    }
  }
}
