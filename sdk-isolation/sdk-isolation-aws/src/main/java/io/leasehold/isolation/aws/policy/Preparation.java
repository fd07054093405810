package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.policy.RolePolicySource.RolePolicies;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a plan needs in the account is there, word by word. Where a session carries no
 * policy of its own, what stands in the account is all that keeps tenants apart.
 */
final class Preparation {

  private static final StatementOutline.Test TAGGED =
      new StatementOutline.Test(
          "StringLike",
          ("aws:RequestTag/" + TenantTag.KEY).toLowerCase(Locale.ROOT),
          List.of("?*"));
  private static final StatementOutline.Test BY_NOTHING_ELSE =
      new StatementOutline.Test("ForAllValues:StringEquals", "aws:tagkeys", List.of(TenantTag.KEY));

  private final PolicyPlan plan;
  private final String role;

  Preparation(PolicyPlan plan, String role) {
    this.plan = plan;
    this.role = role;
  }

  /**
   * Reads and compares.
   *
   * @throws PolicyPlanException if anything is missing, different or unreadable
   */
  void require(@Nullable RolePolicySource source) {
    List<StandingPolicy> standing = plan.standing(role);
    if (standing.isEmpty()) {
      return;
    }
    if (source == null) {
      throw notPrepared("nobody was given to read " + standing.get(0).arn());
    }
    try {
      if (plan.delivery() == PolicyDelivery.MANAGED_ARNS) {
        standing.forEach(policy -> requireManaged(policy, source));
      } else {
        requireRole(standing.get(0), source);
      }
    } catch (PolicySyntaxException e) {
      throw notPrepared("a policy there is not understood: " + e.getMessage());
    }
  }

  private void requireManaged(StandingPolicy wanted, RolePolicySource source) {
    String found =
        source
            .managedPolicy(wanted.arn())
            .orElseThrow(() -> notPrepared("there is no policy " + wanted.arn()));
    requireSame(wanted, List.of(found));
  }

  private void requireRole(StandingPolicy wanted, RolePolicySource source) {
    RolePolicies found =
        source.role(role).orElseThrow(() -> notPrepared("there is no role " + role));
    requireSame(wanted, found.permissions());
    List<StatementOutline> trust = new ArrayList<>(StatementOutline.of(found.trust()));
    trust.removeIf(statement -> !statement.allow());
    if (trust.isEmpty() || !trust.stream().allMatch(Preparation::asksForTheTag)) {
      throw notPrepared(
          "the trust policy of %s lets in sessions without the tag %s, or with other tags"
              .formatted(role, TenantTag.KEY));
    }
  }

  private static boolean asksForTheTag(StatementOutline statement) {
    return statement.conditions().contains(TAGGED)
        && statement.conditions().contains(BY_NOTHING_ELSE);
  }

  private void requireSame(StandingPolicy wanted, List<String> found) {
    if (!PolicyText.statements(found).equals(PolicyText.statements(List.of(wanted.json())))) {
      throw notPrepared(
          "what stands at %s is not, or not only, the policy that was planned"
              .formatted(wanted.arn()));
    }
  }

  private PolicyPlanException notPrepared(String detail) {
    return new PolicyPlanException(
        Reason.NOT_PREPARED,
        "%s of blueprint %s is not prepared: %s; PolicyPlan.standing has the texts"
            .formatted(plan.delivery(), plan.blueprint().name(), detail));
  }
}
