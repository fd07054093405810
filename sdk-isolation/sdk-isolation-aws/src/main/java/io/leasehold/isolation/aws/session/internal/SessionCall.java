package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.policy.SessionRestriction;
import io.leasehold.isolation.aws.session.OnBehalfOf;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * One call for the session of a tenant, all of it but who makes it.
 *
 * @param restriction what narrows the role, all session tags among it
 * @param transitive keys of the tags that no later role can override
 */
public record SessionCall(
    TenantId tenant,
    String role,
    String sessionName,
    SessionRestriction restriction,
    List<String> transitive,
    @Nullable String externalId,
    @Nullable String sourceIdentity,
    Duration duration,
    Duration timeout) {

  /** How long it may take, and for whom it is. */
  void override(AwsRequestOverrideConfiguration.Builder request) {
    request.apiCallTimeout(timeout);
    OnBehalfOf.note(request, tenant);
  }

  AssumeRoleRequest.Builder byRole() {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(role)
            .roleSessionName(sessionName)
            .durationSeconds((int) duration.toSeconds())
            .externalId(externalId)
            .sourceIdentity(sourceIdentity);
    restriction.policy().ifPresent(policy -> request.policy(policy.json()));
    if (!restriction.managedPolicies().isEmpty()) {
      request.policyArns(policyArns());
    }
    if (!restriction.tags().isEmpty()) {
      request.tags(restriction.tags().entrySet().stream().map(SessionCall::tag).toList());
      request.transitiveTagKeys(transitive);
    }
    return request;
  }

  AssumeRoleWithWebIdentityRequest byWebIdentity(String token) {
    AssumeRoleWithWebIdentityRequest.Builder request =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(role)
            .roleSessionName(sessionName)
            .webIdentityToken(token)
            .durationSeconds((int) duration.toSeconds())
            .overrideConfiguration(this::override);
    restriction.policy().ifPresent(policy -> request.policy(policy.json()));
    if (!restriction.managedPolicies().isEmpty()) {
      request.policyArns(policyArns());
    }
    return request.build();
  }

  private List<PolicyDescriptorType> policyArns() {
    return restriction.managedPolicies().stream()
        .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
        .toList();
  }

  private static Tag tag(Map.Entry<String, String> tag) {
    return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
  }
}
