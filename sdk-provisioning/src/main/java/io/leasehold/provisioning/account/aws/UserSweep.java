package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;

/** Deletes every IAM user: none of them is ours. Keys first, they work until they are gone. */
final class UserSweep implements Sweep {

  @Override
  public int over(ClearedAccount account, MemberAccount member) {
    IamClient iam = member.iam();
    List<String> users = iam.listUsersPaginator().users().stream().map(User::userName).toList();
    for (String user : users) {
      account.requireStillCleared();
      iam.listAccessKeysPaginator(r -> r.userName(user)).accessKeyMetadata().stream()
          .toList()
          .forEach(
              key -> iam.deleteAccessKey(r -> r.userName(user).accessKeyId(key.accessKeyId())));
      delete(iam, user);
    }
    return users.size();
  }

  private static void delete(IamClient iam, String user) {
    try {
      iam.deleteUser(r -> r.userName(user));
    } catch (DeleteConflictException e) {
      strip(iam, user);
      iam.deleteUser(r -> r.userName(user));
    }
  }

  private static void strip(IamClient iam, String user) {
    iam.listUserPoliciesPaginator(r -> r.userName(user)).policyNames().stream()
        .toList()
        .forEach(policy -> iam.deleteUserPolicy(r -> r.userName(user).policyName(policy)));
    iam.listAttachedUserPoliciesPaginator(r -> r.userName(user)).attachedPolicies().stream()
        .toList()
        .forEach(p -> iam.detachUserPolicy(r -> r.userName(user).policyArn(p.policyArn())));
    iam.listGroupsForUserPaginator(r -> r.userName(user)).groups().stream()
        .toList()
        .forEach(g -> iam.removeUserFromGroup(r -> r.userName(user).groupName(g.groupName())));
    try {
      iam.deleteLoginProfile(r -> r.userName(user));
    } catch (NoSuchEntityException e) {
      // Most users have no password.
    }
  }
}
