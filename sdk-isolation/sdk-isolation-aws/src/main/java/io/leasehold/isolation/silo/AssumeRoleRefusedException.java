package io.leasehold.isolation.silo;

import io.leasehold.isolation.IsolationException;

/** A call of STS was stopped before it was sent. The message names no role and no other tenant. */
public final class AssumeRoleRefusedException extends IsolationException {

  private final AssumeRoleReport.Problem problem;

  AssumeRoleRefusedException(AssumeRoleReport report) {
    super(
        "LH-ISO-162",
        "%s%s was stopped before it was sent: %s"
            .formatted(
                report.operation(),
                report.tenant().map(tenant -> " for tenant " + tenant).orElse(""),
                report.problem().words()),
        null);
    this.problem = report.problem();
  }

  /** What is wrong with the call. */
  public AssumeRoleReport.Problem problem() {
    return problem;
  }
}
