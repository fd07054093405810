package io.leasehold.provisioning.account.aws;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Deletes a customer managed policy with its versions. */
final class PolicyRemoval {

  private final IamClient iam;
  private final Runnable stillCleared;

  PolicyRemoval(IamClient iam, Runnable stillCleared) {
    this.iam = iam;
    this.stillCleared = stillCleared;
  }

  /** Deletes the policy; a policy that is not there is fine. */
  void remove(String arn) {
    try {
      iam.getPolicy(r -> r.policyArn(arn));
    } catch (NoSuchEntityException e) {
      return;
    }
    stillCleared.run();
    try {
      iam.deletePolicy(r -> r.policyArn(arn));
    } catch (DeleteConflictException e) {
      removeOlderVersions(arn);
      iam.deletePolicy(r -> r.policyArn(arn));
    }
  }

  private void removeOlderVersions(String arn) {
    iam.listPolicyVersionsPaginator(r -> r.policyArn(arn)).versions().stream()
        .filter(version -> !version.isDefaultVersion())
        .map(PolicyVersion::versionId)
        .toList()
        .forEach(id -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId(id)));
  }
}
