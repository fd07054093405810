package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.spi.Verifier;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/**
 * Lists what is in an account and compares it with what should be: the two roles, the boundary, and
 * nothing else. Shares no code with the cleaner and changes nothing. Thread-safe.
 */
public final class InventoryVerifier implements Verifier {

  private final MemberAccounts members;
  private final LabLayout layout;
  private final BaselineCheck baseline;

  /** Verifies accounts of this layout. */
  public InventoryVerifier(MemberAccounts members, LabLayout layout) {
    this.members = members;
    this.layout = layout;
    this.baseline = new BaselineCheck(new LabPolicies(layout));
  }

  @Override
  public List<String> findings(AccountId account, Epoch forEpoch) {
    try (MemberAccount member = members.open(account)) {
      List<String> findings = new ArrayList<>();
      principals(account, member.iam(), findings);
      data(member, findings);
      baseline.compare(account, forEpoch, member.iam(), findings);
      return List.copyOf(findings);
    }
  }

  private static void principals(AccountId account, IamClient iam, List<String> findings) {
    iam.listUsersPaginator().users().forEach(user -> findings.add("user " + user.arn()));
    iam.listRolesPaginator().roles().stream()
        .filter(role -> !LabLayout.keeps(account, role.arn(), role.path()))
        .forEach(role -> findings.add("role " + role.arn()));
    iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL)).policies().stream()
        .filter(policy -> !policy.arn().equals(LabLayout.boundary(account)))
        .forEach(policy -> findings.add("policy " + policy.arn()));
  }

  private void data(MemberAccount member, List<String> findings) {
    member.s3().listBuckets().buckets().forEach(b -> findings.add("bucket " + b.name()));
    for (String region : layout.regions()) {
      member
          .dynamoDb(region)
          .listTablesPaginator()
          .tableNames()
          .forEach(table -> findings.add("table " + table + " in " + region));
    }
  }
}
