package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.List;

/** Whether somebody who acts for one tenant may assume nothing but that one's role. */
final class CallerCheck {

  private static final List<String> ASSUMING =
      List.of(
          "sts:AssumeRole",
          "sts:AssumeRoleWithSAML",
          "sts:AssumeRoleWithWebIdentity",
          "sts:AssumeRoot",
          "iam:PassRole");

  private final SiloExpectation expected;

  CallerCheck(SiloExpectation expected) {
    this.expected = expected;
  }

  void check(TenantId tenant, SiloRole caller, Findings findings) {
    String own = expected.names().arn(expected.place(), tenant);
    for (SiloPolicy policy : caller.policies()) {
      try {
        StatementOutline.of(policy.json()).stream()
            .filter(StatementOutline::allow)
            .filter(statement -> ASSUMING.stream().anyMatch(statement::covers))
            .filter(
                statement -> statement.notResource() || !statement.resources().equals(List.of(own)))
            .forEach(
                statement ->
                    findings.error(
                        SiloRule.F04_IDENTITY,
                        "policy %s lets it use roles by %s%s, and tenant %s has only %s"
                            .formatted(
                                policy.name(),
                                statement.notResource() ? "NotResource " : "",
                                statement.resources(),
                                tenant,
                                own)));
      } catch (PolicySyntaxException e) {
        findings.error(
            SiloRule.F04_IDENTITY,
            "policy %s cannot be read completely: %s".formatted(policy.name(), e.getMessage()));
      }
    }
  }
}
