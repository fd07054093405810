package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** Deletes every role that is neither ours nor of an AWS service. */
final class RoleSweep implements Sweep {

  @Override
  public int over(ClearedAccount account, MemberAccount member) {
    IamClient iam = member.iam();
    List<String> roles =
        iam.listRolesPaginator().roles().stream()
            .filter(role -> !LabLayout.keeps(account.id(), role.arn(), role.path()))
            .map(Role::roleName)
            .toList();
    RoleRemoval removal = new RoleRemoval(iam, account::requireStillCleared);
    roles.forEach(removal::remove);
    return roles.size();
  }
}
