package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.RolePolicySource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Reads roles from IAM. Needs {@code software.amazon.awssdk:iam} on the class path and {@code
 * iam:GetRole}, {@code iam:ListRoles}, {@code iam:ListRolePolicies}, {@code iam:GetRolePolicy},
 * {@code iam:ListAttachedRolePolicies}, {@code iam:GetPolicy} and {@code iam:GetPolicyVersion}.
 * Failures of the SDK are passed on: a role that could not be read is not inspected. Thread-safe.
 */
public final class IamRoleReader implements RolePolicySource {

  private final IamClient iam;

  /** A reader of the account whose identity the client has; the caller closes the client. */
  public IamRoleReader(IamClient iam) {
    this.iam = Objects.requireNonNull(iam, "iam");
  }

  /** The role of that name, without its path; empty if there is none. */
  public Optional<SiloRole> read(String roleName) {
    try {
      return Optional.of(complete(iam.getRole(r -> r.roleName(roleName)).role()));
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  /** All roles under a path, such as {@code /tenants/}; some five calls of IAM each. */
  public List<SiloRole> readAll(String path) {
    return iam.listRolesPaginator(r -> r.pathPrefix(path)).roles().stream()
        .flatMap(role -> read(role.roleName()).stream())
        .toList();
  }

  @Override
  public Optional<RolePolicies> role(String roleArn) {
    return read(roleArn.substring(roleArn.lastIndexOf('/') + 1))
        // The name is unique in the account; the ARN may be of another account, or of another path.
        .filter(role -> role.arn().equals(roleArn))
        .map(
            role ->
                new RolePolicies(
                    role.trust(), role.policies().stream().map(SiloPolicy::json).toList()));
  }

  @Override
  public Optional<String> managedPolicy(String policyArn) {
    try {
      String version = iam.getPolicy(r -> r.policyArn(policyArn)).policy().defaultVersionId();
      return Optional.of(
          decoded(
              iam.getPolicyVersion(r -> r.policyArn(policyArn).versionId(version))
                  .policyVersion()
                  .document()));
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  private SiloRole complete(Role role) {
    String name = role.roleName();
    List<SiloPolicy> policies = new ArrayList<>();
    iam.listRolePoliciesPaginator(r -> r.roleName(name))
        .policyNames()
        .forEach(policy -> policies.add(inline(name, policy)));
    iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name))
        .attachedPolicies()
        .forEach(attached -> policies.add(managed(attached.policyArn())));
    Optional<SiloPolicy> boundary =
        Optional.ofNullable(role.permissionsBoundary())
            .map(attached -> managed(attached.permissionsBoundaryArn()));
    Map<String, String> tags = role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    return new SiloRole(
        role.arn(),
        decoded(role.assumeRolePolicyDocument()),
        policies,
        boundary,
        tags,
        Duration.ofSeconds(role.maxSessionDuration()));
  }

  private SiloPolicy inline(String role, String policy) {
    return new SiloPolicy(
        policy,
        decoded(iam.getRolePolicy(r -> r.roleName(role).policyName(policy)).policyDocument()));
  }

  private SiloPolicy managed(String arn) {
    return new SiloPolicy(
        arn,
        managedPolicy(arn).orElseThrow(() -> NoSuchEntityException.builder().message(arn).build()));
  }

  // IAM encodes by RFC 3986, in which a plus is a plus.
  private static String decoded(String document) {
    return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
