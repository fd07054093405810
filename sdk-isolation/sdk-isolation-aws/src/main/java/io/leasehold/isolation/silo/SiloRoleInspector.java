package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at the roles that belong to one tenant each, before they are used: who may assume them,
 * what they may do, and whether a way leads from one tenant's role to another's. What it cannot
 * read or cannot show counts as wrong. Reads plain data, so it runs in a build, at start-up or on a
 * schedule. Immutable and thread-safe.
 *
 * <pre>{@code
 * SiloRoleInspector inspector = SiloRoleInspector.builder(SiloRoleNames.prefixed("tenant_"), blueprint)
 *     .trusts("arn:aws:iam::999999999999:role/Platform")
 *     .externalIds(tenant -> registry.externalId(tenant))
 *     .boundary("arn:aws:iam::111111111111:policy/tenant-boundary")
 *     .build();
 * inspector.requireSound(Map.of(acme, reader.read("tenant_acme")));
 * }</pre>
 */
public final class SiloRoleInspector {

  private final SiloExpectation expected;
  private final TrustCheck trust;
  private final ShapeCheck shape;
  private final PermissionCheck permissions;
  private final CallerCheck callers;
  private final Set<SiloRule> off;

  SiloRoleInspector(SiloExpectation expected, Set<SiloRule> off) {
    this.expected = expected;
    this.trust = new TrustCheck(expected);
    this.shape = new ShapeCheck(expected);
    this.permissions = new PermissionCheck(expected);
    this.callers = new CallerCheck(expected);
    this.off = off;
  }

  /**
   * A builder.
   *
   * @param names how the roles are called
   * @param blueprint what belongs to whom, and in which account; it is what a role may touch
   */
  public static SiloRoleInspectorBuilder builder(
      SiloRoleNames names, IsolationBlueprint blueprint) {
    return new SiloRoleInspectorBuilder(names, blueprint);
  }

  /** What is wrong with the role by itself; empty if nothing is. */
  public List<SiloFinding> inspect(TenantId tenant, SiloRole role) {
    Findings findings = new Findings(role);
    shape.check(tenant, role, findings);
    trust.check(tenant, role, findings);
    permissions.check(tenant, role, findings);
    return on(findings.all());
  }

  /**
   * What is wrong with the roles by themselves and next to each other.
   *
   * @param roles each tenant's
   */
  public List<SiloFinding> inspect(Map<TenantId, SiloRole> roles) {
    return inspect(roles, List.of(), List.of());
  }

  /**
   * The same among other roles, through which one tenant's may lead to another's.
   *
   * @param roles each tenant's
   * @param shared roles that are no tenant's
   * @param deputies what acts under any of these roles
   */
  public List<SiloFinding> inspect(
      Map<TenantId, SiloRole> roles, List<SiloRole> shared, List<Deputy> deputies) {
    List<SiloFinding> all = new ArrayList<>();
    roles.forEach((tenant, role) -> all.addAll(inspect(tenant, role)));
    all.addAll(on(shared(roles)));
    all.addAll(on(new ReachCheck(roles).check(shared, deputies)));
    return List.copyOf(all);
  }

  /**
   * Refuses roles that do not isolate their tenants.
   *
   * @throws SiloRoleException if there is an error among the findings ({@code LH-ISO-160})
   */
  public void requireSound(Map<TenantId, SiloRole> roles) {
    List<SiloFinding> errors = inspect(roles).stream().filter(SiloFinding::isError).toList();
    if (!errors.isEmpty()) {
      throw SiloRoleException.unsound(errors);
    }
  }

  /**
   * What is wrong with the policies of somebody who acts for one tenant only, and therefore may
   * assume that one's role and no other.
   *
   * @param caller with its policies; its trust does not matter here
   */
  public List<SiloFinding> inspectCaller(TenantId tenant, SiloRole caller) {
    Findings findings = new Findings(caller);
    callers.check(tenant, caller, findings);
    return on(findings.all());
  }

  /** Two tenants with one role, or with one external id. */
  private List<SiloFinding> shared(Map<TenantId, SiloRole> roles) {
    List<SiloFinding> found = new ArrayList<>();
    Map<String, TenantId> arns = new HashMap<>();
    Map<ExternalId, TenantId> ids = new HashMap<>();
    roles.forEach(
        (tenant, role) -> {
          Findings findings = new Findings(role);
          TenantId same = arns.putIfAbsent(role.arn(), tenant);
          if (same != null) {
            findings.error(
                SiloRule.F04_IDENTITY, "it is the role of %s and of %s".formatted(same, tenant));
          }
          ExternalId id = expected.externalId(tenant);
          TenantId twin = id == null ? null : ids.putIfAbsent(id, tenant);
          if (twin != null) {
            findings.error(
                SiloRule.F02_EXTERNAL_ID,
                "tenants %s and %s have the same external id".formatted(twin, tenant));
          }
          found.addAll(findings.all());
        });
    return found;
  }

  private List<SiloFinding> on(List<SiloFinding> findings) {
    return findings.stream().filter(finding -> !off.contains(finding.rule())).toList();
  }

  /** The same without one rule, for the tests that show what it is there for. */
  SiloRoleInspector without(SiloRule rule) {
    EnumSet<SiloRule> more = EnumSet.of(rule);
    more.addAll(off);
    return new SiloRoleInspector(expected, more);
  }
}
