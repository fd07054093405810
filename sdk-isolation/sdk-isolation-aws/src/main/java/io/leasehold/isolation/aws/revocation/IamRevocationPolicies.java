package io.leasehold.isolation.aws.revocation;

import io.leasehold.isolation.aws.internal.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Puts the revocations as an inline policy on the roles that tenants' sessions are opened of. Needs
 * {@code software.amazon.awssdk:iam} on the class path, and {@code iam:PutRolePolicy} and {@code
 * iam:DeleteRolePolicy} on these roles. Thread-safe.
 *
 * <p>The policy belongs to this class alone: it is replaced as a whole, and deleted when nothing is
 * revoked any more.
 */
public final class IamRevocationPolicies implements RevocationPolicies {

  /** The name of the inline policy, unless said otherwise. */
  public static final String POLICY_NAME = "LeaseholdRevocations";

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  private final IamClient iam;
  private final List<String> roles;
  private final String policy;
  // Otherwise an older document could arrive after a newer one of this node.
  private final Object oneAfterTheOther = new Object();

  private IamRevocationPolicies(IamClient iam, Collection<String> roles, String policy) {
    this.iam = Objects.requireNonNull(iam, "iam");
    this.roles = List.copyOf(roles);
    this.policy = policy;
    this.roles.forEach(
        role ->
            Names.require(
                NAME, role, "a role's name, without path and ARN, has 1 to 64 characters"));
    Names.require(
        NAME, policy, "a policy's name has 1 to 64 characters out of letters, digits and _+=,.@-");
    if (this.roles.isEmpty()) {
      throw new IllegalArgumentException("name a role at least");
    }
  }

  /**
   * For the roles of one account.
   *
   * @param iam of that account; the caller closes it
   * @param roleName without its path; that of the vendor
   * @param others of other vendors of the same tenants
   */
  public static IamRevocationPolicies on(IamClient iam, String roleName, String... others) {
    List<String> roles = Stream.concat(Stream.of(roleName), Arrays.stream(others)).toList();
    return new IamRevocationPolicies(iam, roles, POLICY_NAME);
  }

  /** The same with another name of the inline policy. */
  public IamRevocationPolicies named(String policyName) {
    return new IamRevocationPolicies(iam, roles, policyName);
  }

  /**
   * Puts the document on each role, also when another one of them fails.
   *
   * @throws RevocationPolicyException if one of the roles may not carry it
   */
  @Override
  public void put(RevocationDocument document) {
    RevocationPolicyException failure = null;
    synchronized (oneAfterTheOther) {
      for (String role : roles) {
        try {
          put(role, document);
        } catch (SdkException e) {
          RevocationPolicyException one = new RevocationPolicyException(role, e);
          if (failure == null) {
            failure = one;
          } else {
            failure.addSuppressed(one);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void put(String role, RevocationDocument document) {
    if (document.json().isPresent()) {
      String json = document.json().get();
      iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(json));
      return;
    }
    try {
      iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy));
    } catch (NoSuchEntityException e) {
      // There is none, or no such role, whose sessions are dead.
    }
  }
}
