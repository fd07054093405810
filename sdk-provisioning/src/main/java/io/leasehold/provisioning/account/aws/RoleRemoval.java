package io.leasehold.provisioning.account.aws;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Deletes a role with all that hangs on it. */
final class RoleRemoval {

  private final IamClient iam;
  private final Runnable stillCleared;

  RoleRemoval(IamClient iam, Runnable stillCleared) {
    this.iam = iam;
    this.stillCleared = stillCleared;
  }

  /** Deletes the role; a role that is not there is fine. */
  void remove(String role) {
    try {
      iam.getRole(r -> r.roleName(role));
    } catch (NoSuchEntityException e) {
      return;
    }
    stillCleared.run();
    try {
      strip(role);
      delete(role);
    } catch (NoSuchEntityException e) {
      // Somebody else, or an attempt before this one, was faster.
    }
  }

  private void strip(String role) {
    iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
        .toList()
        .forEach(policy -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream()
        .toList()
        .forEach(p -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(p.policyArn())));
  }

  private void delete(String role) {
    try {
      iam.deleteRole(r -> r.roleName(role));
    } catch (DeleteConflictException e) {
      iam.listInstanceProfilesForRolePaginator(r -> r.roleName(role)).instanceProfiles().stream()
          .toList()
          .forEach(
              profile -> {
                String name = profile.instanceProfileName();
                iam.removeRoleFromInstanceProfile(r -> r.roleName(role).instanceProfileName(name));
                iam.deleteInstanceProfile(r -> r.instanceProfileName(name));
              });
      iam.deleteRole(r -> r.roleName(role));
    }
  }
}
