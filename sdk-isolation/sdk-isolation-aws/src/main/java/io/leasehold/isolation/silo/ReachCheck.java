package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a way leads from one tenant's role to another's. */
final class ReachCheck {

  private final Map<TenantId, SiloRole> roles;

  ReachCheck(Map<TenantId, SiloRole> roles) {
    this.roles = roles;
  }

  List<SiloFinding> check(List<SiloRole> shared, List<Deputy> deputies) {
    List<SiloFinding> found = new ArrayList<>();
    RoleGraph.Builder graph = RoleGraph.builder();
    roles.forEach((tenant, role) -> found.addAll(add(graph, tenant, role)));
    shared.forEach(role -> found.addAll(add(graph, null, role)));
    deputies.forEach(graph::deputy);
    for (RolePath path : graph.build().crossings()) {
      SiloRole from =
          roles.values().stream()
              .filter(r -> r.arn().equals(path.from()))
              .findFirst()
              .orElseThrow();
      Findings findings = new Findings(from);
      findings.error(SiloRule.F08_REACH, "it leads to the role of another tenant: " + path);
      found.addAll(findings.all());
    }
    return found;
  }

  private static List<SiloFinding> add(
      RoleGraph.Builder graph, @Nullable TenantId tenant, SiloRole role) {
    try {
      if (tenant == null) {
        graph.shared(role);
      } else {
        graph.tenant(tenant, role);
      }
      return List.of();
    } catch (PolicySyntaxException e) {
      Findings findings = new Findings(role);
      findings.error(SiloRule.F08_REACH, "where it leads cannot be seen: " + e.getMessage());
      return findings.all();
    }
  }
}
