package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/** Deletes every customer managed policy but the boundary. Users and roles are gone before. */
final class PolicySweep implements Sweep {

  @Override
  public int over(ClearedAccount account, MemberAccount member) {
    IamClient iam = member.iam();
    List<String> policies =
        iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL)).policies().stream()
            .map(Policy::arn)
            .filter(arn -> !arn.equals(LabLayout.boundary(account.id())))
            .toList();
    PolicyRemoval removal = new PolicyRemoval(iam, account::requireStillCleared);
    policies.forEach(removal::remove);
    return policies.size();
  }
}
