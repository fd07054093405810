package io.leasehold.isolation.silo;

import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;

/** Account, name, boundary, session duration and tag of a tenant's role. */
final class ShapeCheck {

  private final SiloExpectation expected;

  ShapeCheck(SiloExpectation expected) {
    this.expected = expected;
  }

  void check(TenantId tenant, SiloRole role, Findings findings) {
    identity(tenant, role, findings);
    boundary(tenant, role, findings);
    if (role.longestSession().compareTo(expected.longestSession()) > 0) {
      findings.error(
          SiloRule.F07_SESSION_DURATION,
          "its sessions may last %s, and should last %s at most"
              .formatted(role.longestSession(), expected.longestSession()));
    }
    tag(tenant, role, findings);
  }

  private void identity(TenantId tenant, SiloRole role, Findings findings) {
    String arn;
    try {
      arn = expected.names().arn(expected.place(), tenant);
    } catch (SiloRoleException tooLong) {
      findings.error(SiloRule.F04_IDENTITY, String.valueOf(tooLong.getMessage()));
      return;
    }
    if (!role.arn().equals(arn)) {
      findings.error(
          SiloRule.F04_IDENTITY,
          "it is given to tenant %s, whose role is %s".formatted(tenant, arn));
    }
  }

  private void boundary(TenantId tenant, SiloRole role, Findings findings) {
    if (expected.boundaries() == null) {
      return;
    }
    String arn = expected.boundaries().apply(tenant);
    if (role.boundary().isEmpty()) {
      findings.error(
          SiloRule.F06_BOUNDARY, "it has no permissions boundary, and should have " + arn);
    } else if (!role.boundary().get().name().equals(arn)) {
      findings.error(
          SiloRule.F06_BOUNDARY,
          "its permissions boundary is %s, and should be %s"
              .formatted(role.boundary().get().name(), arn));
    }
  }

  private void tag(TenantId tenant, SiloRole role, Findings findings) {
    // The keys of tags differ without regard to case.
    List<String> values =
        role.tags().entrySet().stream()
            .filter(tag -> tag.getKey().equalsIgnoreCase(expected.tagKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!values.equals(List.of(tenant.value()))) {
      findings.error(
          SiloRule.F09_TAG,
          "its tag %s should be %s and is %s"
              .formatted(expected.tagKey(), tenant, values.isEmpty() ? "missing" : values));
    }
  }
}
